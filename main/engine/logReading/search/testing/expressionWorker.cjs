// The thread of expressions from its sources, for tests: there is no build then.
require('tsx/cjs');
require('../expressionWorker.ts');
