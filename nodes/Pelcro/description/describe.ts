import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

import { limitField, optionsField, returnAllField, simplifyField } from '../shared/commonFields';
import { INCLUDED_KINDS, includeField } from '../shared/included';
import type { Output, PelcroOperation, PelcroProperty, PelcroResource } from '../shared/types';

/**
 * The node's properties from its resources: the Resource list, an Operation list for each resource, and
 * every field with the display options that follow from the operations that name it. A field object that
 * several operations of a resource share becomes one property, so that its value survives switching.
 */
export function describeProperties(resources: readonly PelcroResource[]): INodeProperties[] {
	return [
		resourceList(resources),
		...resources.map(operationList),
		...resources.flatMap(noticeOf),
		returnAllField,
		limitField,
		...resources.flatMap(fieldsOf),
		...simplify(resources),
		...includeFields(resources),
		optionsFor(resources),
	];
}

/** The options; Once Key only where records are created that can be found again by it. */
function optionsFor(resources: readonly PelcroResource[]): INodeProperties {
	const creating = resources.filter(({ operations }) =>
		operations.some(({ once }) => once !== undefined),
	);
	const displayOptions = {
		show: { '/resource': creating.map(({ value }) => value), '/operation': ['create'] },
	};
	return {
		...optionsField,
		options: optionsField.options?.map((option) =>
			option.name === 'onceKey' ? { ...option, displayOptions } : option,
		),
	};
}

function resourceList(resources: readonly PelcroResource[]): INodeProperties {
	const first = resources[0]?.value ?? '';
	return {
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: resources.map(({ name, value, description }) => ({ name, value, description })),
		default: first,
	};
}

function operationList({ value, operations }: PelcroResource): INodeProperties {
	const usual = operations.some(({ option }) => option.value === 'getAll')
		? 'getAll'
		: (operations[0]?.option.value ?? '');
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [value] } },
		options: operations.map(({ option }) => option),
		default: usual,
	};
}

/** What people who look for something in the resource have to know first, above its fields. */
function noticeOf({ value, notice }: PelcroResource): INodeProperties[] {
	if (notice === undefined) return [];
	return [
		{
			displayName: notice,
			name: 'notice',
			type: 'notice',
			default: '',
			displayOptions: { show: { resource: [value] } },
		},
	];
}

/** A field in the form's order, and the operations that have it there. */
interface PlacedField {
	field: PelcroProperty;
	operations: string[];
}

function fieldsOf({ value, operations }: PelcroResource): INodeProperties[] {
	const placed: PlacedField[] = [];
	for (const { option, fields } of operations) placeFields(placed, fields, String(option.value));
	return placed.map(({ field, operations: operationValues }) => ({
		...toNodeProperty(field),
		displayOptions: shownFor(field.displayOptions, value, operationValues),
	}));
}

/** Joins an operation's fields to those of the earlier ones, as far as its own order allows. */
function placeFields(
	placed: PlacedField[],
	fields: readonly PelcroProperty[],
	operation: string,
): void {
	let position = 0;
	for (const field of fields) {
		const shared = placed.findIndex((entry, index) => index >= position && entry.field === field);
		if (shared === -1) placed.splice(position, 0, { field, operations: [operation] });
		else placed[shared]?.operations.push(operation);
		position = (shared === -1 ? position : shared) + 1;
	}
}

function shownFor(
	own: IDisplayOptions | undefined,
	resource: string,
	operations: string[],
): IDisplayOptions {
	return { ...own, show: { resource: [resource], operation: operations, ...own?.show } };
}

/** n8n reads its own part of the property; what is ours does not leave the node. */
export function toNodeProperty(field: PelcroProperty): INodeProperties {
	const { options, ...property } = field;
	delete property.encoding;
	delete property.clearedByNull;
	delete property.comparison;
	delete property.otherChoices;
	delete property.chosenBy;
	delete property.leavesOut;
	delete property.condition;
	delete property.sortedByPelcro;
	if (options === undefined) return property;
	return {
		...property,
		options: options.map((option) => {
			if ('values' in option) return { ...option, values: option.values.map(toNodeProperty) };
			return 'displayName' in option ? toNodeProperty(option) : option;
		}),
	};
}

/** What becomes of answers that have records of the resource. */
const WITH_RECORDS: ReadonlySet<Output> = new Set<Output>(['record', 'done', 'list']);

/** Whether the operation puts out records that can be simplified. */
export function simplifies(
	{ simplifiedFields }: Pick<PelcroResource, 'simplifiedFields'>,
	{ output }: Pick<PelcroOperation, 'output'>,
): boolean {
	return simplifiedFields !== undefined && WITH_RECORDS.has(output);
}

function simplify(resources: readonly PelcroResource[]): INodeProperties[] {
	const large = resources.filter(({ simplifiedFields }) => simplifiedFields !== undefined);
	if (large.length === 0) return [];
	const names = large.flatMap((resource) =>
		resource.operations
			.filter((operation) => simplifies(resource, operation))
			.map(({ option }) => String(option.value)),
	);
	return [
		simplifyField(
			large.map(({ value }) => value),
			[...new Set(names)].sort(),
		),
	];
}

function includeFields(resources: readonly PelcroResource[]): INodeProperties[] {
	return INCLUDED_KINDS.flatMap((kind) => {
		const having = resources.filter(({ operations }) =>
			operations.some(({ includes = {} }) => includes[kind] !== undefined),
		);
		return having.length === 0
			? []
			: [
					includeField(
						kind,
						having.map(({ value }) => value),
					),
				];
	});
}
