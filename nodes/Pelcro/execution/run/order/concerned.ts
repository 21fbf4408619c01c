import type { PelcroRequest } from '../../../../transport/request';
import type { PelcroOperation } from '../../../shared/types';
import { isEmpty } from '../../values/isEmpty';

/**
 * Names of the records that a write concerns: the one in its path, those that the operation declares, and the
 * unique keys that it would take. Writes that share a name have to keep the items' order. A run has one operation,
 * so that names need not be told apart any further.
 *
 * @returns none for reads, which need no order
 */
export function concerned(
	{ option, concerns = [], changesOthers, uniqueKeys = [] }: PelcroOperation,
	{ method, path, query = {}, body = {} }: PelcroRequest,
): string[] {
	if (method === 'GET') return [];
	if (concerns === 'all') return ['all'];
	const properties = [...concerns, ...uniqueKeys.map(({ property }) => property)];
	const named = properties.flatMap((property) => {
		const value = body[property] ?? query[property];
		return isEmpty(value) ? [] : [`${property} ${String(value).trim().toLowerCase()}`];
	});
	const others = (changesOthers?.by ?? []).filter((property) => Object.hasOwn(body, property));
	const record = recordIn(path, option.routing.request.url ?? '');
	return [...(record === undefined ? [] : [record]), ...named, ...others];
}

/**
 * The path up to the record's ID: `/invoices/7` of `/invoices/7/void`.
 *
 * @param url the declared one
 */
export function recordIn(path: string, url: string): string | undefined {
	const place = url
		.replace(/^=/, '')
		.split('/')
		.findIndex((part) => part.includes('{{'));
	return place === -1
		? undefined
		: path
				.split('/')
				.slice(0, place + 1)
				.join('/');
}
