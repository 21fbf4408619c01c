import type { IExecuteFunctions } from 'n8n-workflow';

import { buildForm, type FormFile } from '../../../transport/files/form';
import type { PelcroRequest } from '../../../transport/request';
import { FieldError } from '../../../common/fieldError';
import type { PelcroOperation } from '../../shared/types';
import { isTool } from '../../../common/tool';
import type { EncodingContext } from '../values/encoding';
import { buildRequest, meaningOfEmpty, type BuiltRequest } from './buildRequest';
import { enteredCurrency } from './currency';
import { EXECUTOR_FIELDS } from './fieldReader';
import { askedInclusions, withExpansions, type AskedInclusion } from './inclusions';
import { isEmpty } from '../values/isEmpty';
import type { ItemSource } from './itemSource';
import { withOptions } from './options';

/** Where an item's values come from, and what they are for. */
export interface CallSource {
	context: IExecuteFunctions;
	operation: PelcroOperation;
}

/** One item's call, checked and ready to be sent. */
export interface ItemCall extends ItemSource, BuiltRequest {
	/** How the item's amounts of money are written, and their currency; '' where none is known. */
	amounts: EncodingContext['amounts'];
	/** The related records of which attributes are wanted beside the item's own. */
	included: readonly AskedInclusion[];
}

/**
 * Reads the item's fields and builds its request. Nothing is sent yet.
 *
 * @param recordCurrency of the record that the item's amounts belong to, where it had to be looked up
 * @throws FieldError when a value cannot be used; CredentialError when the Site ID cannot
 */
export function prepareCall(
	{ context, operation }: CallSource,
	item: ItemSource,
	recordCurrency = '',
): ItemCall {
	const { options, read } = item;
	for (const { name } of EXECUTOR_FIELDS) read(name);
	const currency = enteredCurrency(operation, read) || recordCurrency || options.amountCurrency;
	const amounts = { unit: options.amountUnit, currency };
	const built = buildRequest(operation, read, {
		timezone: context.getTimezone(),
		amounts,
		emptied: isTool(context.getNode()) ? 'notGiven' : meaningOfEmpty(operation),
	});
	const entered = withOptions(built.request, options, operation.output === 'list');
	refuseEmptyUpdate(entered, built);
	if (built.files.length > 0) refuseLostInForm(entered);
	const included = askedInclusions(operation, read, { ...built, request: entered });
	return { ...item, ...built, request: withExpansions(entered, included), amounts, included };
}

/**
 * The request with the item's binary fields in it, as a form. PHP reads no form of a PUT, so a change goes as its
 * framework wants it: one POST with `_method=PUT`, with all fields and the file, so that a refused file leaves no
 * half of a change. Reference: products and plans, update-legacy; amendment 14.
 *
 * @throws NodeOperationError of n8n's own when the item has no such binary field
 */
export async function withFiles(
	{ context }: Pick<CallSource, 'context'>,
	call: ItemCall,
): Promise<PelcroRequest> {
	const { request, files, itemIndex } = call;
	if (files.length === 0) return request;
	const { helpers } = context;
	const contents = files.map(async ({ property, binaryField }): Promise<FormFile> => {
		const binary = helpers.assertBinaryData(itemIndex, binaryField);
		return {
			field: property,
			fileName: binary.fileName ?? binaryField,
			mimeType: binary.mimeType,
			content: await helpers.getBinaryDataBuffer(itemIndex, binaryField),
		};
	});
	const { body = {}, ...rest } = request;
	const read = await Promise.all(contents);
	if (request.method !== 'PUT') return { ...rest, form: buildForm(body, read) };
	const form = buildForm({ _method: 'PUT', ...body }, read);
	return { ...rest, method: 'POST', idempotent: true, form };
}

/** In a form there is no empty list and no empty object, and a bracket in a name means a further level. */
function refuseLostInForm({ body = {} }: PelcroRequest): void {
	const lost = Object.entries(body).find(([name, value]) => isLostInForm(name, value));
	if (lost === undefined) return;
	throw new FieldError(
		`'${lost[0]}' cannot be sent together with a file`,
		'It is an empty list or has one, or a name in it has a bracket, which a form with a file cannot carry. Send it without the file, by an operation of its own.',
	);
}

function isLostInForm(name: string, value: unknown): boolean {
	if (/[[\]]/.test(name)) return true;
	if (typeof value !== 'object' || value === null) return false;
	const entries = Object.entries(value);
	return entries.length === 0 || entries.some(([key, entry]) => isLostInForm(key, entry));
}

function refuseEmptyUpdate({ method, body }: PelcroRequest, built: BuiltRequest): void {
	if (method !== 'PUT' || !isEmpty(body) || built.files.length > 0) return;
	const empty = built.leftAlone.map((label) => `'${label}'`).join(', ');
	throw new FieldError(
		'There is nothing to change',
		empty === ''
			? "Fill a field in, or add one under 'Update Fields'."
			: `The item has no data for ${empty}. Check the expressions. What is to be emptied can be named under 'Fields to Clear'.`,
	);
}
