const { default: Sequencer } = require('@jest/test-sequencer');

/** Bytes below which a test file only hands on to cases that stand elsewhere. */
const HANDED_ON = 1000;

const bytesOf = ({ context, path }) => context.hasteFS.getSize(path) ?? 0;

/**
 * The order of test files. Where no times of an earlier run are known, Jest takes small files for quick ones and runs them
 * last; but those that hand on to cases elsewhere are among the slowest, and at the end a single worker would do them.
 */
module.exports = class HandedOnFirst extends Sequencer {
	/** @returns the files in the order in which they begin */
	sort(tests) {
		const sorted = super.sort(tests);
		const isHandedOn = (test) => test.duration === undefined && bytesOf(test) < HANDED_ON;
		return [...sorted.filter(isHandedOn), ...sorted.filter((test) => !isHandedOn(test))];
	}
};
