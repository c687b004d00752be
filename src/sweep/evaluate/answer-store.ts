import type { SearchStore } from '../../stages/index.ts';

type SearchAnswer = NonNullable<ReturnType<SearchStore['get']>>;

/** So many characters of keys are kept: some 60 MB with the answers. */
const MOST_CHARACTERS = 20_000_000;

/**
 * Answers of searches, shared by the designs of a sweep: a layer whose memories, array and costs are the same in two designs is searched
 * once. The answers that nobody asked for longest are dropped, so that a sweep of any length takes the same memory.
 */
export class AnswerStore implements SearchStore {
  private readonly answers = new Map<string, SearchAnswer>();
  private characters = 0;
  /** Searches that were answered from here. */
  shared = 0;
  /** Searches that were made. */
  searched = 0;

  get(key: string): SearchAnswer | undefined {
    const answer = this.answers.get(key);
    if (answer === undefined) return undefined;
    this.shared++;
    this.answers.delete(key);
    this.answers.set(key, answer);
    return answer;
  }

  add(key: string, answer: SearchAnswer): void {
    this.searched++;
    if (!this.answers.delete(key)) this.characters += key.length;
    this.answers.set(key, answer);
    for (const oldest of this.answers.keys()) {
      if (this.characters <= MOST_CHARACTERS) break;
      this.answers.delete(oldest);
      this.characters -= oldest.length;
    }
  }
}
