import { optionsField } from '../../nodes/Pelcro/shared/commonFields';
import type { PelcroResource } from '../../nodes/Pelcro/shared/types';
import { fieldsIn, fieldTables } from './fieldTable';
import { anchor, page, plain, sentence, table } from './markdown';
import { pageName } from './resourcePage';

const OPERATIONS_SECTION = /(<!-- operations:start -->\n)[^]*?(<!-- operations:end -->)/;

/** The table of all resources, with links to their pages. */
export function resourceIndex(resources: readonly PelcroResource[]): string {
	return page(
		"<!-- Made by 'npm run docs' from nodes/Pelcro/resources: change it there. -->",
		'# Resources',
		'Everything that the **Pelcro** node works with. Each page says what can be done, what there is to fill in, and what comes out.',
		table(
			['Resource', 'What it is', 'Operations'],
			resources.map((resource) => [
				`**[${resource.name}](${pageName(resource)})**`,
				sentence(plain(resource.description)),
				resource.operations
					.map(({ option }) => `[${option.name}](${pageName(resource)}#${anchor(option.name)})`)
					.join(', '),
			]),
		),
		'The examples on the pages are made by the package itself: its own code sends them to the sandbox that it is tested with, a made-up newspaper. Your account’s records can hold further attributes.',
		'## Words in the Tables',
		table(['Word', 'What it means'], WORDS),
		'## Fields That Every Operation Has',
		'Under **Options** at the end of the form:',
		fieldTables(fieldsIn({ ...optionsField, displayName: 'Options' })),
		'In the tab **Settings**, **On Error** decides what happens to an item that fails: stop the workflow, or go on and put an item with `error` in its place.',
	);
}

const WORDS: ReadonlyArray<readonly [string, string]> = [
	['A record', 'Something that Pelcro has: choose it from a searchable list, or enter its ID.'],
	[
		'Amount',
		'Money as people write it, e.g. 10.50; with **Options → Amounts → Minor Units** it is 1050.',
	],
	['Choice', 'One entry of a list.'],
	['Conditions', 'Rows of an attribute, a comparison and a value.'],
	[
		'Date and time',
		'Choose it, or enter e.g. `2026-03-31T18:00:00`. Without a time zone, the workflow’s counts.',
	],
	['JSON', 'Data as text, e.g. from an earlier node: `{{ $json.lines }}`.'],
	[
		'Name of a binary field',
		'The file of the item that comes in, by the name that n8n gives it; usually `data`.',
	],
	['Starts as', 'What the field holds when you add it, before you change it.'],
];

/** The README with the list of resources and operations as it is declared. */
export function withOperations(readme: string, resources: readonly PelcroResource[]): string {
	const rows = resources.map((resource) => [
		`**[${resource.name}](docs/resources/${pageName(resource)})**`,
		resource.operations.map(({ option }) => option.name).join(', '),
		plain(resource.description),
	]);
	const list = table(['Resource', 'Operations', 'What it is'], rows);
	return readme.replace(OPERATIONS_SECTION, `$1\n${list}\n\n$2`);
}
