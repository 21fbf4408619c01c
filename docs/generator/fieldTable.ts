import type { INodePropertyOptions } from 'n8n-workflow';

import { resources } from '../../nodes/Pelcro/resources';
import type { PelcroProperty, PelcroPropertyCollection } from '../../nodes/Pelcro/shared/types';
import { code, details, page, plain, sentence, table } from './markdown';

type Option = NonNullable<PelcroProperty['options']>[number];

/** So many choices still fit into a table's cell. */
const MOST_CHOICES_IN_CELL = 10;

/** All countries, or all currencies, need no list: everybody knows them. */
const MOST_CHOICES_LISTED = 100;

/**
 * The fields of an operation as the form shows them: those that are always there in one table, required ones
 * first, and each group of optional ones in one that is folded away.
 */
export function fieldTables(fields: readonly PelcroProperty[]): string {
	const groups = fields.filter(({ type }) => type === 'collection');
	const direct = fields.filter(({ type }) => type !== 'collection');
	const ordered = [
		...direct.filter(({ required }) => required),
		...direct.filter(({ required }) => !required),
	];
	return page(
		ordered.length === 0 ? '' : tableOf(ordered, fields),
		...ordered.map(rowsTable),
		...groups.map((group) => groupTable(group, fields)),
		...[...ordered, ...groups.flatMap(fieldsIn)].map(longChoices),
	).trim();
}

function groupTable(group: PelcroProperty, all: readonly PelcroProperty[]): string {
	const own = fieldsIn(group);
	const when = shownWhen(group, all);
	return details(
		`<b>${group.displayName}</b>: ${own.length} optional ${own.length === 1 ? 'field' : 'fields'}`,
		page(
			[group.description ? sentence(plain(group.description)) : '', when].join(' ').trim(),
			tableOf(own, all),
			...own.map(rowsTable),
		).trim(),
	);
}

/** The fields of each row of a repeatable group, where its description does not say it all. */
function rowsTable(field: PelcroProperty): string {
	if (field.encoding !== 'rows') return '';
	const [group] = field.options ?? [];
	if (group === undefined || !isCollection(group)) return '';
	return page(`Each row of **${field.displayName}** has:`, tableOf(group.values, [])).trim();
}

function tableOf(fields: readonly PelcroProperty[], all: readonly PelcroProperty[]): string {
	return table(
		['Field', 'What you enter', 'What it is for'],
		fields.map((field) => [
			`**${plain(field.displayName)}**${field.required ? ' (required)' : ''}`,
			kindOf(field),
			[
				sentence(plain(field.description ?? '')),
				searchable(field),
				choicesText(field),
				defaultText(field),
				shownWhen(field, all),
				sampleText(field),
			]
				.filter((text) => text !== '' && text !== '.')
				.join(' '),
		]),
	);
}

function sampleText({ placeholder = '' }: PelcroProperty): string {
	return placeholder.startsWith('e.g. ') ? `For example ${code(placeholder.slice(5))}.` : '';
}

const KIND_BY_ENCODING: Readonly<Partial<Record<NonNullable<PelcroProperty['encoding']>, string>>> =
	{
		date: 'Date',
		file: 'Name of a binary field',
		filters: 'Conditions',
		jsonRows: 'JSON list',
		money: 'Amount',
		moneyInMajorUnits: 'Amount',
		number: 'Number',
		recordIds: 'Several records',
		rows: 'Rows',
		sort: 'Rules',
	};

const KIND_BY_TYPE: Readonly<Partial<Record<PelcroProperty['type'], string>>> = {
	boolean: 'On or off',
	dateTime: 'Date and time',
	fixedCollection: 'Rows of key and value',
	json: 'JSON object',
	multiOptions: 'Several choices',
	number: 'Number',
	options: 'Choice',
	resourceLocator: 'A record',
	string: 'Text',
};

/**
 * What is entered, in a word or two.
 *
 * @throws Error for a kind of field that there was none of so far
 */
function kindOf(field: PelcroProperty): string {
	const {
		encoding,
		type,
		typeOptions: { multipleValues, password, minValue, maxValue } = {},
	} = field;
	const known = (encoding && KIND_BY_ENCODING[encoding]) ?? KIND_BY_TYPE[type];
	if (known === undefined) throw new Error(`No word for a field of the type ${type}`);
	if (type === 'string' && multipleValues) return 'Several texts';
	if (password) return 'Secret text';
	if (known !== 'Number') return known;
	if (maxValue !== undefined) return `Number, ${minValue ?? 0} to ${maxValue}`;
	return minValue === undefined ? known : `Number, ${minValue} or more`;
}

function searchable({ modes, placeholder, chosenBy }: PelcroProperty): string {
	if (modes === undefined || placeholder !== undefined) return '';
	const byUrl = modes.some(({ name }) => name === 'url');
	const ways = [
		'its ID',
		...(byUrl ? ['the address of its page in the Pelcro admin'] : []),
		...Object.values(chosenBy?.keys ?? {}).map(({ words }) => `its ${words}`),
	];
	return `Choose from the list, or enter ${oneOf(ways)}.`;
}

function oneOf(ways: readonly string[]): string {
	const before = ways.slice(0, -1).join(', ');
	return [before, ways.at(-1)].filter(Boolean).join(' or ');
}

function choicesText(field: PelcroProperty): string {
	if (field.encoding === 'filters') {
		const attributes = attributesOf(field);
		return attributes.length === 0 ? '' : `By ${attributes.join(', ')}.`;
	}
	if (field.encoding === 'sort') return `By ${attributesOf(field).join(', ')}, from either end.`;
	const choices = choicesOf(field);
	if (choices.length === 0) return '';
	if (choices.length > MOST_CHOICES_LISTED) return '';
	if (choices.length > MOST_CHOICES_IN_CELL) return `${choices.length} choices, listed below.`;
	const explained = choices.some(({ description }) => description !== undefined);
	const texts = choices.map(choiceText);
	return explained ? `\n${texts.map((text) => `• ${text}`).join('\n')}\n` : `${texts.join(', ')}.`;
}

function choiceText({ name, description }: INodePropertyOptions): string {
	return description === undefined ? `_${plain(name)}_` : `_${plain(name)}_: ${plain(description)}`;
}

/** Choices that would make a table's row too long, in a list of their own. */
function longChoices(field: PelcroProperty): string {
	const choices = choicesOf(field);
	if (field.encoding === 'filters' || choices.length <= MOST_CHOICES_IN_CELL) return '';
	if (choices.length > MOST_CHOICES_LISTED) return '';
	const list = choices.map((choice) => `- ${choiceText(choice)}`).join('\n');
	return details(`<b>${field.displayName}</b>: the ${choices.length} choices`, list);
}

/** The names in the list Attribute of filters and sort rules. */
function attributesOf({ options: [group] = [] }: PelcroProperty): string[] {
	if (group === undefined || !isCollection(group)) return [];
	const [attribute] = group.values;
	return attribute === undefined
		? []
		: choicesOf(attribute).map(({ name, value }) =>
				value === 'other' ? 'any attribute that you name' : plain(name),
			);
}

/** What the field holds when nobody touches it, where that is worth a word. */
function defaultText(field: PelcroProperty): string {
	const { type, default: usual } = field;
	if (type === 'boolean') return `Starts as ${usual === true ? 'on' : 'off'}.`;
	if (type === 'number' && usual !== '' && usual !== 0) return `Starts as ${String(usual)}.`;
	if (type !== 'options') return '';
	const chosen = choicesOf(field).find(({ value }) => value === usual);
	return chosen === undefined ? '' : `Starts as _${plain(chosen.name)}_.`;
}

/**
 * On which choices it depends that the field is there.
 *
 * @throws Error where it depends on a field that the form does not have
 */
function shownWhen(field: PelcroProperty, all: readonly PelcroProperty[]): string {
	const conditions = Object.entries(field.displayOptions?.show ?? {}).map(([name, values]) => {
		if (name === '/operation') return `**Operation** is one of ${listed(values ?? [])}`;
		const other = all.find((candidate) => candidate.name === name);
		if (other === undefined) throw new Error(`'${field.displayName}' depends on no field: ${name}`);
		return `**${other.displayName}** is ${condition(other, values ?? [])}`;
	});
	return conditions.length === 0 ? '' : `Only when ${conditions.join(' and ')}.`;
}

/** Operations, which are no field of an operation's own form, by what the form calls them. */
function listed(operations: readonly unknown[]): string {
	const options = resources.flatMap(({ operations: own }) => own.map(({ option }) => option));
	return operations
		.map((value) => options.find((option) => option.value === value)?.name ?? String(value))
		.map((name) => `_${name}_`)
		.join(', ');
}

/** Of many choices, those are named that it must not be. */
function condition(field: PelcroProperty, values: readonly unknown[]): string {
	const others = choicesOf(field).filter(({ value }) => !values.includes(value));
	const [only] = others;
	return values.length > 2 && others.length === 1 && only !== undefined
		? `not _${plain(only.name)}_`
		: values.map((value) => wordFor(field, value)).join(' or ');
}

function wordFor(field: PelcroProperty, value: unknown): string {
	if (typeof value === 'boolean') return value ? 'on' : 'off';
	const choice = choicesOf(field).find((candidate) => candidate.value === value);
	return `_${plain(choice?.name ?? String(value))}_`;
}

export function choicesOf({ options = [] }: PelcroProperty): INodePropertyOptions[] {
	return options.filter((option): option is INodePropertyOptions => 'value' in option);
}

/** The fields of a collection. */
export function fieldsIn({ type, options = [] }: PelcroProperty): PelcroProperty[] {
	return type === 'collection' ? options.filter(isProperty) : [];
}

function isProperty(option: Option): option is PelcroProperty {
	return 'type' in option && 'displayName' in option;
}

function isCollection(option: Option): option is PelcroPropertyCollection {
	return 'values' in option;
}
