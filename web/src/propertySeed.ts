import fc from 'fast-check';

// In CI property tests try the same examples in every run, so that a failure is the change's own.
if (process.env['CI']) fc.configureGlobal({ seed: 1 });
