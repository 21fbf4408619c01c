/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: '<rootDir>/test/run/oneRealm.ts',
	testSequencer: '<rootDir>/test/run/handedOnFirst.cjs',
	testMatch: ['<rootDir>/test/**/*.test.ts'],
	testPathIgnorePatterns: ['/node_modules/', '/test/e2e/'],
	modulePathIgnorePatterns: ['<rootDir>/demo/host', '<rootDir>/.demo'],
	transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.tools.json' }] },
	moduleNameMapper: {
		// The engine's sandbox for expressions is native and not built on Node 20; the nodes do not need it.
		'^isolated-vm$': '<rootDir>/test/engine/host/isolatedVm.ts',
	},
	globalSetup: '<rootDir>/test/run/setup.ts',
	globalTeardown: '<rootDir>/test/run/teardown.ts',
	setupFiles: ['<rootDir>/test/engine/host/quietEngine.ts'],
	maxWorkers: 4,
	// A worker holds n8n's engine, about half a gigabyte: to give that back takes a busy machine longer than Jest's usual half a second.
	workerGracefulExitTimeout: 10_000,
	testTimeout: 30000,
};
