const { join } = require('node:path');

const usual = require('../../jest.config.js');

/** The tests against a real Laravel; started by run.ts. */
module.exports = {
	...usual,
	rootDir: join(__dirname, '..', '..'),
	roots: ['test', 'nodes', 'credentials', 'sandbox', 'demo'].map((folder) => `<rootDir>/${folder}`),
	// these ask the application, and the sandbox where they start it
	globalSetup: undefined,
	globalTeardown: undefined,
	testMatch: ['<rootDir>/test/laravel/**/*.laravel.ts'],
	maxWorkers: 2,
	testTimeout: 30000,
};
