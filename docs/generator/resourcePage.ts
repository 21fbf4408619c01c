import type {
	PelcroOperation,
	PelcroProperty,
	PelcroResource,
} from '../../nodes/Pelcro/shared/types';
import { ONCE_KEY, OUTCOME } from '../../nodes/Pelcro/shared/types';
import { limitField, returnAllField, simplifyField } from '../../nodes/Pelcro/shared/commonFields';
import { INCLUDED_KINDS, includeField } from '../../nodes/Pelcro/shared/included';
import { simplifies } from '../../nodes/Pelcro/description/describe';
import { isDataObject } from '../../nodes/transport/dataObject';
import { firstRecord, runExample } from './exampleRun';
import { EXAMPLES, type Example } from './examples';
import { choicesOf, fieldsIn, fieldTables } from './fieldTable';
import { anchor, code, details, jsonBlock, page, plain, sentence, table } from './markdown';

/** Resources and operations that say so are for some accounts only. */
const ENTERPRISE = /enterprise account/;

const ENTERPRISE_NOTE = '> [!IMPORTANT]\n> This needs Pelcro’s enterprise plan.';

/** The file name of a resource's page. */
export function pageName({ name }: PelcroResource): string {
	return `${name.toLowerCase().replace(/[^a-z]+/g, '-')}.md`;
}

/** The page of one resource: what it is, what can be done with it, and each operation's form. */
export async function resourcePage(resource: PelcroResource): Promise<string> {
	const { name, value, description, operations } = resource;
	const sections = await Promise.all(
		operations.map(async (operation) => await operationSection(resource, operation)),
	);
	return page(
		`<!-- Made by 'npm run docs' from nodes/Pelcro/resources/${value}: change it there. -->`,
		`# ${name}`,
		sentence(plain(description)),
		ENTERPRISE.test(description) ? ENTERPRISE_NOTE : '',
		`In the **Pelcro** node, choose **${name}** under **Resource**, then an operation:`,
		table(
			['Operation', 'What it does'],
			operations.map(({ option }) => [
				`[${option.name}](#${anchor(option.name)})`,
				sentence(plain(option.description)),
			]),
		),
		await outputSection(resource),
		...sections,
		'---',
		'[All resources](README.md) · [Fields that all operations have](README.md#fields-that-every-operation-has) · [Limits and retries](../limits-retries-exactly-once.md) · [Troubleshooting](../troubleshooting.md)',
	);
}

/** What an item looks like, and what Simplify leaves of it. */
async function outputSection(resource: PelcroResource): Promise<string> {
	const { simplifiedFields } = resource;
	const name = withinSentence(resource.name);
	const record = await firstRecord(resource);
	if (record === undefined) return '';
	const introduction =
		simplifiedFields === undefined
			? `An item with ${article(name)} ${name} looks like this:`
			: `All operations that put out ${article(name)} ${name} have a switch **Simplify**. While it is on, an item holds these attributes, as far as Pelcro sends them: ${simplifiedFields.map(code).join(', ')}. Switch it off for all that Pelcro has about the ${name}.`;
	return page(`## Output`, introduction, jsonBlock(record)).trim();
}

/** Abbreviations stay in capitals. */
function withinSentence(name: string): string {
	return name === name.toUpperCase() ? name : name.toLowerCase();
}

function article(name: string): string {
	return /^[aeiou]/i.test(name) ? 'an' : 'a';
}

async function operationSection(
	resource: PelcroResource,
	operation: PelcroOperation,
): Promise<string> {
	const { option, fields } = operation;
	const { method = 'GET', url = '' } = option.routing.request;
	return page(
		`## ${option.name}`,
		sentence(plain(option.description)),
		callText(operation, method, url),
		fields.length === 0 ? 'There is nothing to fill in.' : fieldTables(formOf(resource, operation)),
		requirementsText(operation),
		lostAnswerText(operation),
		onceKeyText(operation),
		await exampleSection(resource, operation),
	).trim();
}

function callText(operation: PelcroOperation, method: string, url: string): string {
	const path = url.replace(/^=/, '').replace(/\{\{\s*\$parameter\.\w+\s*\}\}/g, '{id}');
	const call = `Calls ${code(`${method} ${path}`)}`;
	const { upsert } = operation;
	const update = upsert && code(`${upsert.update.method} ${upsert.update.url}`);
	const calls =
		update === undefined
			? call
			: `Looks in ${code(`GET ${upsert?.listPath ?? ''}`)} for the record, then calls ${update} where it is there, and ${code(`${method} ${path}`)} where it is not`;
	return `${comesOut(operation)} (${calls}.)`;
}

function comesOut({ output, upsert, wait }: PelcroOperation): string {
	if (wait) return 'Returns one item with the file, or one item for each of its rows.';
	switch (output) {
		case 'record':
			return upsert === undefined
				? 'Returns one item with the record.'
				: `Returns one item with the record, and in ${code(OUTCOME)} what became of it: ${code('created')}, ${code('updated')} or ${code('unchanged')}.`;
		case 'done':
		case 'message':
			return 'Returns one item with what Pelcro answers.';
		case 'list':
			return 'Returns one item for each record.';
		case 'records':
		case 'entries':
			return 'Returns one item for each entry.';
		case 'deleted':
			return `Returns one item: ${code('{ "deleted": true }')}.`;
		case 'file':
			return 'Returns one item with the file in a binary field.';
		case 'check':
			return 'Returns one item for each thing that was looked at. Calls every list.';
	}
}

/** The operation's own fields between those that lists and readings have in common, as in the form. */
function formOf(resource: PelcroResource, operation: PelcroOperation): PelcroProperty[] {
	const { option, fields, includes = {} } = operation;
	const isList = option.value === 'getAll';
	const included = INCLUDED_KINDS.filter((kind) => includes[kind] !== undefined);
	return [
		...(isList ? [withoutConditions(returnAllField), limitOfList] : []),
		...fields,
		...(simplifies(resource, operation) ? [withoutConditions(simplifyField([], []))] : []),
		...included.map((kind) => withoutConditions(includeField(kind, []))),
	];
}

const limitOfList: PelcroProperty = {
	...limitField,
	displayOptions: { show: { returnAll: [false] } },
};

/** Where a field is shown goes without saying on the page of its operation. */
function withoutConditions(field: PelcroProperty): PelcroProperty {
	return { ...field, displayOptions: undefined };
}

function requirementsText({ requirements = [] }: PelcroOperation): string {
	if (requirements.length === 0) return '';
	const messages = requirements.map(({ message }) => `- ${plain(message)}`);
	return page('The node sends nothing, and says so, when:', messages.join('\n')).trim();
}

/** By what a creation is found whose answer got lost. */
function lostAnswerText({ fields, uniqueKeys = [] }: PelcroOperation): string {
	if (uniqueKeys.length === 0) return '';
	const all = fields.flatMap((field) => [field, ...fieldsIn(field)]);
	const names = uniqueKeys.map(({ property }) => {
		const field = all.find(({ routing }) => routing?.send?.property === property);
		if (field === undefined) throw new Error(`No field sends ${property}`);
		return `**${field.displayName}**`;
	});
	return `If Pelcro’s answer gets lost on the way, the node finds out by ${names.join(', else by ')} whether the record was created, and [creates it once only](../limits-retries-exactly-once.md#when-the-outcome-is-unknown).`;
}

/** On what the option 'Once Key' rests for this creation, and what it costs in calls. */
function onceKeyText({ once }: PelcroOperation): string {
	if (once === undefined) return '';
	const whole = 'the whole list, read once for the run (a call for 100 records)';
	const found = once.filtered
		? `by a filter on the metadata, at one call an item, where the list has shown that it filters by it; else in ${whole}`
		: once.withCustomer
			? `among the ${once.withCustomer.relation} that come with the customer, at one call an item; else (no Customer, or Pelcro sends them without metadata) in ${whole}`
			: `in ${whole}`;
	const owner = once.owner ? ` The key counts for each ${once.owner.words} by itself.` : '';
	const guess = once.guessed
		? ` Pelcro’s reference does not say that this creation takes metadata, so that is a guess: ${once.storedByUpdate ? 'where it is refused or not stored, an update stores it, at one call more' : 'where it is refused nothing is made, and where it is not stored nothing after the first, and the error says so'}. Until the first creation of a run has shown it, one whose answer got lost is not sent again.`
		: '';
	return `**Options → [Once Key](../limits-retries-exactly-once.md#once-key)** is stored in the metadata as \`${ONCE_KEY}\`. What was made with it is looked for ${found}. A record that is found costs one call at the most.${owner}${guess}`;
}

async function exampleSection(
	resource: PelcroResource,
	operation: PelcroOperation,
): Promise<string> {
	const example = EXAMPLES[`${resource.value}.${String(operation.option.value)}`];
	if (example === undefined) return '';
	const { request, output } = await runExample(resource, operation, example);
	const { method, path, body = {} } = request;
	const hasItem = Object.keys(example.item).length > 0;
	return page(
		`### Example`,
		`${example.story}${hasItem ? ' The item that comes in:' : ''}`,
		hasItem ? jsonBlock(example.item) : '',
		'What you enter:',
		table(['Field', 'Value'], entriesOf(operation.fields, example)),
		'What comes out:',
		jsonBlock(output),
		details(
			'What the node sends for it',
			[`${code(`${method} ${path}`)}`, Object.keys(body).length > 0 ? jsonBlock(body) : '']
				.join('\n\n')
				.trim(),
		),
	).trim();
}

/**
 * The form's fields with what the example enters.
 *
 * @throws Error when the operation has no such field
 */
function entriesOf(fields: readonly PelcroProperty[], { fields: entered }: Example): string[][] {
	return Object.entries(entered).flatMap(([name, value]) => {
		const field = fields.find((candidate) => candidate.name === name);
		if (field === undefined) throw new Error(`There is no field ${name}`);
		if (field.type !== 'collection' || !isDataObject(value)) return entryRows(field, value, '');
		return entriesOf(fieldsIn(field), { story: '', item: {}, fields: value }).map(
			([label = '', ...cells]) => [`${field.displayName} → ${label}`, ...cells],
		);
	});
}

function entryRows(field: PelcroProperty, value: unknown, prefix: string): string[][] {
	const label = `${prefix}**${plain(field.displayName)}**`;
	const [group] = field.options ?? [];
	if (isDataObject(value) && group !== undefined && 'values' in group) {
		const rows = Object.values(value).flat().filter(isDataObject);
		return rows.flatMap((row) =>
			group.values
				.filter(({ name }) => name in row)
				.flatMap((own) => entryRows(own, row[own.name], `${label} → `)),
		);
	}
	return [[label, shownValue(field, value)]];
}

/** A value as the form shows it. */
function shownValue(field: PelcroProperty, value: unknown): string {
	if (typeof value === 'boolean') return value ? 'on' : 'off';
	const choices = [value].flat().map((entry) => choicesOf(field).find((c) => c.value === entry));
	const names = choices.flatMap((choice) => (choice ? [plain(choice.name)] : []));
	if (names.length > 0) return `_${names.join(', ')}_`;
	return code(typeof value === 'object' ? JSON.stringify(value) : String(value));
}
