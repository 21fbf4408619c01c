import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeParameters,
	IPollFunctions,
} from 'n8n-workflow';

import { writingOf, type Writing } from '../../common/events/written';
import { FieldError } from '../../common/fieldError';
import { filterFields, listRequest, lists, type PelcroList } from '../../Pelcro/lists';
import { isDataObject } from '../../transport/dataObject';
import type { PelcroRequest } from '../../transport/request';
import type { Watch } from '../changes/look';

type Read = (name: string) => unknown;

/** Reads the form at a poll. */
export function reader(context: IPollFunctions): Read {
	return (name) => context.getNodeParameter(name, null) ?? undefined;
}

/** Reads the form while somebody fills it in. */
export function editorReader(context: ILoadOptionsFunctions): Read {
	return (name) => context.getCurrentNodeParameter(name) ?? undefined;
}

/** @throws FieldError where this version of the node does not know the choice */
export function chosenList(read: Read): PelcroList {
	const chosen = read('watch');
	const list = lists.find(({ value }) => value === chosen);
	if (list !== undefined) return list;
	throw new FieldError(
		`'Watch' holds '${String(chosen)}', which this version of the node does not know`,
		'Choose again what to watch, or update the package.',
	);
}

/** The list's request. @throws FieldError when a filter's value cannot be used */
export function chosenRequest(read: Read, list: PelcroList, timezone: string): PelcroRequest {
	return listRequest(list, read, timezone);
}

/**
 * The filters as they are written in the form, with the text of expressions in place of their values.
 *
 * @param parameters of the node, as n8n stores them
 * @returns undefined where there is no expression (a text that begins with '='), so that the values say it all
 * @throws FieldError where Expand is an expression: with other related records, every record would look changed
 */
export function writtenFilters(parameters: INodeParameters, list: PelcroList): string | undefined {
	// The form offers none there; but a workflow may be written by hand, and n8n 2.8 evaluates it all the same.
	if (typeof parameters.expand === 'string' && parameters.expand !== '') {
		throw new FieldError(
			"'Expand' is an expression, which this trigger does not take",
			'Choose from the list. With other related records at a poll, every record would look changed.',
		);
	}
	const written = JSON.stringify(filterFields(list).map((name) => parameters[name] ?? null));
	return written.includes('"=') ? written : undefined;
}

/** How records come out. @param timezone of the workflow */
export function writing(read: Read, timezone: string): Writing {
	return writingOf(optionsOf(read), timezone);
}

/** @param watched names what is watched: the account, the list, its filters */
export function chosenWatch(read: Read, watched: string): Watch {
	const options = optionsOf(read);
	return {
		watched,
		onUpdates: read('startOn') === 'createdOrUpdated',
		onRemovals: read('removed') === true,
		everythingFirst: read('beginWith') === 'everything',
		keeping: {
			values: options.previousValues !== false,
			attributes: attributeNames(options.changedFields),
		},
	};
}

/** In lower case, as people write them: with commas, semicolons, blanks inside. */
function attributeNames(entered: unknown): string[] {
	return String(entered ?? '')
		.split(/[,;\n]/)
		.map((name) => name.trim().toLowerCase().replace(/\s+/g, '_'))
		.filter((name) => name !== '');
}

function optionsOf(read: Read): IDataObject {
	const options: unknown = read('options');
	return isDataObject(options) ? options : {};
}
