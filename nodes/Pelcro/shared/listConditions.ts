import type { INodePropertyOptions } from 'n8n-workflow';

import { CUSTOMER_ATTRIBUTES } from '../../common/relatedRecord';
import { customerLocator } from './recordLocator';
import type { PelcroProperty, RecordCondition } from './types';

/**
 * Fields that narrow a list down by what people ask for: a status, a customer, days. Where the reference does not let
 * Pelcro filter by it, the node looks at the records while it reads the list.
 */

/** What it costs where the node has to look for itself. */
export const READS_ALL =
	'Pelcro cannot filter this list so: the node reads the list, 100 records a call, and keeps what fits.';

/** Whose a record is, as Include Customer has it. */
const OWNER: RecordCondition = { attributes: CUSTOMER_ATTRIBUTES, compare: 'is' };

/**
 * @param several what the list has, in a sentence
 * @param options the reference's values; others can be given by an expression
 * @param parameter the list's own, where the reference has one
 */
export function statusField(
	several: string,
	options: INodePropertyOptions[],
	parameter?: string,
): PelcroProperty {
	return {
		displayName: 'Status',
		name: 'statuses',
		type: 'multiOptions',
		default: [],
		description: described(`Only ${several} with one of these; all when left empty`, parameter),
		options,
		otherChoices: true,
		condition: { attributes: ['status'], compare: 'is' },
		...sentAs(parameter),
	};
}

/**
 * @param several what the list has, in a sentence
 * @param found how Pelcro tells a customer's: by the list's own parameter, or as a relation of the customer
 */
export function customerField(
	several: string,
	found: { parameter?: string; relation?: string } = {},
): PelcroProperty {
	const { parameter, relation } = found;
	const only = `Only ${several} of this customer; those of all when left empty`;
	return {
		displayName: 'Customer',
		name: 'customerId',
		...customerLocator(),
		description:
			relation === undefined ? described(only, parameter) : `${only}. It takes one call.`,
		condition: {
			...OWNER,
			...(relation !== undefined && { within: { path: '/customers/{id}', relation } }),
		},
		...sentAs(parameter),
	};
}

/** From when on and until when the records were created. */
export function createdFields(several: string): PelcroProperty[] {
	return periodFields(
		several,
		'Created',
		'created',
		['created_at', 'created'],
		'that were created',
	);
}

/** From when on and until when they have to be paid. */
export function dueFields(several: string): PelcroProperty[] {
	return periodFields(several, 'Due', 'due', ['due_date'], 'that are due');
}

/** From when on and until when they end, as far as is known today. */
export function endFields(several: string): PelcroProperty[] {
	return periodFields(several, 'Ends', 'ends', ['expires_at', 'current_period_end'], 'that end');
}

/**
 * @param label what happens, as the two labels begin
 * @param name as the two names begin
 * @param attributes that may hold the time
 * @param which in a sentence, e.g. 'that were created'
 */
function periodFields(
	several: string,
	label: string,
	name: string,
	attributes: readonly string[],
	which: string,
): PelcroProperty[] {
	return [
		{
			displayName: `${label} After`,
			name: `${name}After`,
			type: 'dateTime',
			default: '',
			description: described(`Only ${several} ${which} at this time or later`),
			condition: { attributes, compare: 'since' },
		},
		{
			displayName: `${label} Before`,
			name: `${name}Before`,
			type: 'dateTime',
			default: '',
			description: described(`Only ${several} ${which} before this time`),
			condition: { attributes, compare: 'before' },
		},
	];
}

function described(only: string, parameter?: string): string {
	return parameter === undefined ? `${only}. ${READS_ALL}` : only;
}

function sentAs(parameter: string | undefined): Pick<PelcroProperty, 'routing'> {
	return parameter === undefined
		? {}
		: { routing: { send: { type: 'query', property: `filter[${parameter}]` } } };
}
