import fc from 'fast-check'

// The same cases on every run, so that a red run is about the change and not about luck. `FC_SEED=random` explores;
// `FC_SEED=<number>` repeats what it found.
const seed = process.env['FC_SEED'] ?? '20260101'
if (seed !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed) })
