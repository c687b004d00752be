/** Attention with heads; several query heads may share the keys and values of one. */
export interface GroupedAttention {
  readonly kind: 'grouped';
  readonly heads: number;
  readonly keyValueHeads: number;
  readonly headSize: number;
  /** Whether queries and keys are normalised by head, with parameters. */
  readonly normalized: boolean;
  readonly bias: 'none' | 'query-key-value' | 'all';
}

/** Multi-head latent attention: keys and values are projected from one short vector per token, which alone is cached. */
export interface LatentAttention {
  readonly kind: 'latent';
  readonly heads: number;
  /** Length of the compressed queries; 0 where queries are projected directly. */
  readonly queryRank: number;
  /** Length of the compressed keys and values. */
  readonly keyValueRank: number;
  /** Sizes of a head: of queries and keys without and with rotary positions, and of values. */
  readonly plainSize: number;
  readonly rotarySize: number;
  readonly valueSize: number;
}

export interface FeedForward {
  readonly size: number;
  /** Three matrices (gate, up, down) instead of two. */
  readonly gated: boolean;
  readonly bias: boolean;
}

/** A mixture of experts in place of the feed-forward part. */
export interface Experts {
  readonly count: number;
  readonly perToken: number;
  /** Feed-forward size of an expert. */
  readonly size: number;
  /** Feed-forward size of the expert that every token passes; 0 for none. */
  readonly sharedSize: number;
  /** First layers, which have no experts. */
  readonly denseLayers: number;
  /** Whether the router has a bias per expert. */
  readonly routerBias: boolean;
}

export type Normalization = 'layer' | 'root-mean-square';

/** A language model that generates text token by token. */
export interface DecoderModel {
  readonly family: 'decoder';
  readonly hiddenSize: number;
  readonly layers: number;
  readonly attention: GroupedAttention | LatentAttention;
  readonly feedForward: FeedForward;
  readonly experts?: Experts;
  readonly vocabulary: number;
  /** Rows of the table of learned positions; 0 for none. */
  readonly positions: number;
  readonly normalization: Normalization;
  /** Whether the last projection uses the embedding of the tokens. */
  readonly tiedEmbedding: boolean;
  /** Most tokens of a sequence. */
  readonly maxContext: number;
}

/** A text encoder: all tokens at once, no cache. */
export interface EncoderModel {
  readonly family: 'encoder';
  readonly hiddenSize: number;
  readonly layers: number;
  readonly attention: GroupedAttention;
  readonly feedForward: FeedForward;
  readonly vocabulary: number;
  readonly positions: number;
  readonly tokenTypes: number;
  readonly maxContext: number;
}

/** A vision transformer. */
export interface VisionModel {
  readonly family: 'vision';
  readonly hiddenSize: number;
  readonly layers: number;
  readonly attention: GroupedAttention;
  readonly feedForward: FeedForward;
  readonly channels: number;
  /** Side of the square image, and of one patch, in pixels. */
  readonly imageSize: number;
  readonly patchSize: number;
  /** Classes of the last projection; 0 for none. */
  readonly classes: number;
}

/** Speech recognition: an encoder of sound, and a decoder of text with attention to it. */
export interface SpeechModel {
  readonly family: 'speech';
  readonly hiddenSize: number;
  readonly layers: number;
  readonly decoderLayers: number;
  readonly attention: GroupedAttention;
  readonly feedForward: FeedForward;
  readonly vocabulary: number;
  /** Frequency bands of the sound. */
  readonly bands: number;
  /** Positions of the encoder, each of two frames of sound. */
  readonly soundPositions: number;
  readonly maxContext: number;
}

/** A state-space model of the first Mamba kind: its state has one size, however long the text. */
export interface MambaModel {
  readonly family: 'mamba';
  readonly hiddenSize: number;
  readonly layers: number;
  readonly innerSize: number;
  readonly stateSize: number;
  readonly filterSize: number;
  /** Length of the compressed step sizes. */
  readonly stepRank: number;
  readonly vocabulary: number;
}

export type ModelDescription = DecoderModel | EncoderModel | VisionModel | SpeechModel | MambaModel;

/** A count of parameters that somebody else published. */
export interface PublishedCount {
  readonly parameters: number;
  readonly activeParameters?: number;
  /** `exact`: of the stored weights or the framework's page; `rounded`: as a paper names it, such as 110 million. */
  readonly accuracy: 'exact' | 'rounded';
  /** Stored numbers that are computed, not learned, and counted there. */
  readonly buffers?: number;
}

/** A model by name. */
export interface ListedModel {
  readonly name: string;
  readonly description: ModelDescription;
  /** Address of the configuration, or of the paper or page that gives it. */
  readonly source: string;
  readonly published: PublishedCount;
}
