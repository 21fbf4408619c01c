import type { NodeHint } from 'n8n-workflow';

import { DEFAULT_REQUESTS_PER_MINUTE as CALLS_A_MINUTE } from '../../transport/limits';
import type { PelcroOperation, PelcroResource } from '../shared/types';

/** How long items take that make one call each: up to so many of them, in words. The last one has no end. */
const DURATIONS: ReadonlyArray<{ upTo: number; words: string }> = [
	{ upTo: 2 * CALLS_A_MINUTE, words: '1 to 2 minutes' },
	{ upTo: 4 * CALLS_A_MINUTE, words: '2 to 4 minutes' },
	{ upTo: 10 * CALLS_A_MINUTE, words: '4 to 10 minutes' },
	{ upTo: 30 * CALLS_A_MINUTE, words: '10 to 30 minutes' },
	{ upTo: 60 * CALLS_A_MINUTE, words: '30 to 60 minutes' },
	{ upTo: Infinity, words: 'more than an hour' },
];

const LIMIT = `Pelcro allows ${CALLS_A_MINUTE} calls a minute, and the node waits by itself.`;

/** What writes, and what it says of its items. */
const WRITING = {
	always: (words: string) => `These items need ${words}, or longer: each takes a call. ${LIMIT}`,
	whereChanged: (words: string) =>
		`These items need ${words} where all are new or changed: each of those takes a call, and the others none. ${LIMIT}`,
};

/**
 * What the editor shows of a node's form before it has run: how long it takes. n8n takes no text that is computed, so
 * there is one hint for each range of the number of items, and a condition that n8n computes.
 */
export function durationHints(resources: readonly PelcroResource[]): NodeHint[] {
	const operations = resources.flatMap((resource) => resource.operations);
	const writing = operations.filter(({ option }) => option.routing.request.method !== 'GET');
	const compared = writing.filter(({ upsert }) => upsert !== undefined);
	const always = writing.filter(({ upsert }) => upsert === undefined);
	const namesOf = (some: typeof operations) => [
		...new Set(some.map(({ option }) => String(option.value))),
	];
	return [
		...hintsOf(namesOf(always), WRITING.always),
		...hintsOf(namesOf(compared), WRITING.whereChanged),
	];
}

/**
 * What the editor shows of a creation of several records, of which Pelcro refuses none that was made before: a sheet that
 * is imported twice would be invoiced twice.
 */
export function repeatHints(resources: readonly PelcroResource[]): NodeHint[] {
	const creations = resources.flatMap(({ value, operations }) =>
		operations
			.filter((operation) => operation.option.value === 'create' && !needsUniqueKey(operation))
			.map((operation) => ({
				name: `${value} create`,
				hasOnceKey: operation.once !== undefined,
				hasUpsert: operations.some(({ upsert }) => upsert !== undefined),
			})),
	);
	const byOnceKey = creations.filter(({ hasOnceKey }) => hasOnceKey);
	const byUpsert = creations.filter(({ hasOnceKey, hasUpsert }) => !hasOnceKey && hasUpsert);
	return [
		repeatHint(
			byOnceKey.map(({ name }) => name),
			'To make each item once, add Once Key under Options, with a value that no two items share, e.g. a number of the row or order.',
			'!($parameter["options"] ?? {})["onceKey"]',
		),
		repeatHint(
			byUpsert.map(({ name }) => name),
			'Create or Update does not: it knows each record again by a key, e.g. its Old Provider ID.',
		),
	];
}

/** Whether the form asks first of all for what Pelcro lets only one record have. */
function needsUniqueKey({ fields, uniqueKeys = [] }: PelcroOperation): boolean {
	const asked = fields.map(({ routing }) => routing?.send?.property);
	return uniqueKeys.some(({ property }) => asked.includes(property));
}

function repeatHint(creations: readonly string[], advice: string, ...where: string[]): NodeHint {
	const isChosen = `${JSON.stringify(creations)}.includes($parameter["resource"] + " " + $parameter["operation"])`;
	return {
		message: `Run twice, this creates everything twice. ${advice}`,
		type: 'info',
		location: 'outputPane',
		whenToDisplay: 'beforeExecution',
		displayCondition: `={{ ${[isChosen, ...where, '$input.all().length > 1'].join(' && ')} }}`,
	};
}

function hintsOf(operations: readonly string[], say: (words: string) => string): NodeHint[] {
	return DURATIONS.map(({ upTo, words }, index) => {
		const above = DURATIONS[index - 1]?.upTo ?? CALLS_A_MINUTE;
		const range = [`$input.all().length > ${above}`];
		if (upTo !== Infinity) range.push(`$input.all().length <= ${upTo}`);
		const isChosen = `${JSON.stringify(operations)}.includes($parameter["operation"])`;
		return {
			message: say(words),
			type: 'info',
			location: 'outputPane',
			whenToDisplay: 'beforeExecution',
			displayCondition: `={{ ${[isChosen, ...range].join(' && ')} }}`,
		};
	});
}
