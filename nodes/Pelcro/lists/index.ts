import type { INodeProperties } from 'n8n-workflow';

import { apiNameOf, eventObjectOf } from '../../common/events/eventNames';
import type { ReadableList } from '../../common/reading/pelcroList';
import type { PelcroRequest } from '../../transport/request';
import { toNodeProperty } from '../description/describe';
import {
	buildRequest,
	isCondition,
	meaningOfEmpty,
	type ReadField,
} from '../execution/request/buildRequest';
import { dayAttributes } from '../execution/output/days';
import { listSearch as searches } from '../listSearch';
import { loadOptions as loaders } from '../listSearch/loadOptions';
import { resources } from '../resources';
import type { PelcroOperation, PelcroProperty, PelcroResource } from '../shared/types';

/**
 * A door of the action node: the lists of the Core API with their form and their request, for other nodes that read
 * them. The other one is `related`; nothing else of the action node is for others.
 */
export interface PelcroList extends ReadableList {
	/** As in the Resource list. */
	name: string;
	value: string;
}

export { attributeChoices } from './attributes';

/** What the fields of lists refer to by name. */
export const listSearch = searches;
export const loadOptions = loaders;

/** The resource whose list has what an event tells of, e.g. `paymentMethod` for `source.created`; undefined where none has. */
export function resourceOf(event: string): string | undefined {
	return listOfEvent(event)?.value;
}

/** Attributes of a resource's records that are calendar days. @param value as in the Resource list, or none */
export function dayAttributesOf(value: string | undefined): string[] {
	return resources.filter((resource) => resource.value === value).flatMap(dayAttributes);
}

/** The list that has what an event tells of: of `product_sku.created` the SKUs', although `product_` fits as well. */
export function listOfEvent(event: string): PelcroList | undefined {
	const name = apiNameOf(event);
	const beginning = ({ value }: PelcroList): string => `${apiNameOf(eventObjectOf(value))}_`;
	const fitting = lists.filter((list) => name.startsWith(beginning(list)));
	return fitting.sort((one, other) => beginning(other).length - beginning(one).length)[0];
}

/** The field that gets related records along; it narrows nothing down. */
const EXPAND = 'expand';

/** Every list that the reference has, in the order of the Resource list. */
export const lists: readonly PelcroList[] = resources.flatMap((resource) => {
	const operation = listOperation(resource);
	return operation === undefined ? [] : [listOf(resource, operation)];
});

/**
 * The fields by which lists are narrowed down and expanded, as in Get Many, each shown for its list. What is expanded is
 * chosen once for all times: it is part of each record.
 *
 * @param chooser the field that chooses the list
 */
export function listFields(chooser: string): INodeProperties[] {
	return resources.flatMap((resource) => {
		const operation = listOperation(resource);
		return (operation === undefined ? [] : sentFields(operation)).map((field) => ({
			...toNodeProperty(field),
			...(field.name === EXPAND && { noDataExpression: true }),
			displayOptions: { show: { [chooser]: [resource.value], ...field.displayOptions?.show } },
		}));
	});
}

/** Names of the fields by which a list is narrowed down. */
export function filterFields(list: PelcroList): string[] {
	const resource = resources.find(({ value }) => value === list.value);
	const operation = resource && listOperation(resource);
	const fields = operation === undefined ? [] : sentFields(operation);
	return fields.filter(({ name }) => name !== EXPAND).map(({ name }) => name);
}

/**
 * The request of a list, as Get Many sends it with the same values, without pages and order.
 *
 * @param read reads a field of the form
 * @param timezone for date-times without one
 * @throws FieldError when a value cannot be used
 */
export function listRequest(list: PelcroList, read: ReadField, timezone: string): PelcroRequest {
	const resource = resources.find(({ value }) => value === list.value);
	const operation = resource && listOperation(resource);
	if (operation === undefined) return { method: 'GET', path: list.path };
	const fields = sentFields(operation);
	const context = {
		timezone,
		amounts: { unit: 'decimal', currency: '' },
		emptied: meaningOfEmpty(operation),
	} as const;
	return buildRequest({ ...operation, fields }, read, context).request;
}

/** The fields that Pelcro itself answers to, without the order. */
function sentFields({ fields }: PelcroOperation): PelcroProperty[] {
	return fields.filter(
		(field) =>
			field.encoding !== 'sort' && !(isCondition(field) && field.routing?.send === undefined),
	);
}

function listOperation({ operations }: PelcroResource): PelcroOperation | undefined {
	return operations.find(({ option }) => option.value === 'getAll');
}

function listOf(
	{ name, value, operations }: PelcroResource,
	{ option, fields }: PelcroOperation,
): PelcroList {
	const path = String(option.routing.request.url);
	const sorting = fields.find(({ encoding }) => encoding === 'sort');
	return {
		name,
		value,
		path,
		sortsById: sorting?.sortedByPelcro?.includes('id') ?? false,
		hasRecords: operations.some(({ option: { value: operation } }) => operation === 'get'),
	};
}
