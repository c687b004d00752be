import type { Context } from '../../chain/kind.ts';
import { passiveStage } from '../../chain/passive-stage.ts';
import type { StageResult } from '../../chain/stage.ts';
import { memoryHierarchyChart } from '../../charts/memory-hierarchy/memory-hierarchy.ts';
import { writeBothPictures } from '../../io/files/write-picture.ts';
import { checkWritable, writeResult } from '../../io/files/write-result.ts';
import { loopOrderingText } from '../../loop-nest/loop-ordering-text.ts';
import { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import { files, isAccelerator, requiredDumpFolder } from '../arguments.ts';
import { fillName, placeholderProblems } from '../save/name-pattern.ts';
import { ResultFileNames } from '../save/result-file-names.ts';

/**
 * Writes to `dumpFolder` what can be looked at: `loop_ordering.txt`, the loops of every single evaluation passing through with the
 * memory of every operand beside them, and the memory hierarchy of the accelerator as `mem_hierarchy.svg` and `mem_hierarchy.png`.
 *
 * Passes results on unchanged; sums are not drawn. Stands anywhere, once drawn per run however often it is built; normally below
 * WorkloadStage. (In the reference the folder must exist, the picture is drawn again for every layer, and the text grows from run
 * to run.)
 * @throws InputError, before anything is searched, when the folder cannot be written to.
 */
export class VisualizationStage extends passiveStage('VisualizationStage', {
  requires: { dumpFolder: requiredDumpFolder },
  options: { files },
  writesFiles: true,
  check: (place) => placeholderProblems('dumpFolder', place, false),
}) {
  private isTextNew = false;

  override onStart(): Context {
    checkWritable(this.args.files, this.path('loop_ordering.txt'));
    return {};
  }

  override onResult(result: StageResult): Iterable<StageResult> {
    const { cme } = result;
    if (!(cme instanceof CostModelEvaluation)) return [result];
    const texts = this.control.run.shared(TextsByFile);
    const path = this.path('loop_ordering.txt');
    texts.set(path, (texts.get(path) ?? '') + loopOrderingText(cme));
    this.isTextNew = true;
    this.drawOnce(cme);
    return [result];
  }

  override onEnd(): Iterable<StageResult> {
    this.writeText();
    return [];
  }

  override onInterruption(): void {
    try {
      this.writeText();
    } catch {
      // What ended the run matters more, and is on its way up already.
    }
  }

  private drawOnce({ accelerator }: CostModelEvaluation): void {
    const { files: access } = this.args;
    // Data locality hides memories from some layers; the design is what the stages above know.
    const design = this.context.accelerator;
    const isFirst = this.control.run.shared(ResultFileNames).next(this.path('mem_hierarchy')) === 1;
    if (!isFirst) return;
    const svg = memoryHierarchyChart(isAccelerator(design) ? design : accelerator);
    writeBothPictures(access, this.path('mem_hierarchy'), svg, (warning) => this.control.warn(warning));
  }

  private writeText(): void {
    const path = this.path('loop_ordering.txt');
    const text = this.control.run.shared(TextsByFile).get(path);
    if (this.isTextNew && text !== undefined) writeResult(this.args.files, path, text);
  }

  private path(name: string): string {
    return `${fillName(this.args.dumpFolder, this.control.run.startTime, this.context)}/${name}`;
  }
}

/** Texts that stages of this kind add to during a run, by file. */
class TextsByFile extends Map<string, string> {}
