import fc from 'fast-check';

/** The same random cases everywhere, so that a failure on one machine fails on all. Set FAST_CHECK_SEED to explore others. */
fc.configureGlobal({ seed: Number(process.env.FAST_CHECK_SEED ?? 20261123) });
