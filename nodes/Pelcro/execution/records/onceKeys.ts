import type { IDataObject } from 'n8n-workflow';

import { scopeKey } from '../../../transport/account/scope';
import type { Session } from '../../../transport/account/session';
import { isDataObject } from '../../../transport/dataObject';
import { recordOf } from '../../../transport/lists/envelope';
import { fetchPage, fetchRecords } from '../../../transport/lists/paging';
import { sendRequest, type PelcroRequest } from '../../../transport/request';
import { ONCE_KEY, type OnceKeyLookup, type ResourceList } from '../../shared/types';
import { isEmpty } from '../values/isEmpty';
import { textOf } from './equality';
import { isRefusedValue } from './keyRefusal';

/** Records that a filter by the key may hand out: with one that works there is one, or none. */
const CANDIDATES = 10;

/** What stands for a record of no interest. */
const NONE: IDataObject = {};

/** What is created, and by what an earlier creation of it is found. */
export interface OnceCreation {
	request: PelcroRequest;
	key: string;
	list: ResourceList;
	lookup: OnceKeyLookup;
}

/** The key that a record was made with; undefined where it has none. */
export function onceKeyOf({ metadata }: IDataObject): string | undefined {
	return isDataObject(metadata) && !isEmpty(metadata[ONCE_KEY])
		? textOf(metadata[ONCE_KEY])
		: undefined;
}

/**
 * Finds records by the key that they were made with, for one run: by a filter on the metadata where the list has
 * one and has shown that it works, among the records that come with the item's customer, else in the whole list,
 * which is read once for the run. Reference: 'Metadata', 'Sorting and filtering', 'Expanding relationships'.
 */
export class OnceKeys {
	/** IDs of records by their key: of whole lists, and of what this run has made. */
	private readonly indexes = new Map<string, Promise<Map<string, string>>>();
	private readonly made = new Map<string, string>();
	private readonly proofs = new Map<string, Promise<boolean>>();

	constructor(private readonly session: Session) {}

	/**
	 * @param anew whether Pelcro may know more than this run has read
	 * @returns the record as Pelcro has it; undefined where none was made with the key
	 */
	async find(creation: OnceCreation, anew = false): Promise<IDataObject | undefined> {
		const { key, request } = creation;
		const own = this.made.get(this.nameOf(creation, key));
		if (own !== undefined) return await this.recordBy(creation, own);
		const near = await this.withCustomer(creation);
		if (near !== undefined) return near.find((record) => onceKeyOf(record) === key);
		if (await this.filters(creation)) {
			const found = (await this.filtered(request, creation.list, key)) ?? [];
			return found.find((record) => onceKeyOf(record) === key);
		}
		const name = this.nameOf(creation, '');
		if (anew) this.indexes.delete(name);
		const id = (await this.index(creation, name)).get(key);
		return id === undefined ? undefined : await this.recordBy(creation, id);
	}

	/** Remembers a record that this run has made. */
	remember(creation: OnceCreation, id: unknown): void {
		if (!isEmpty(id)) this.made.set(this.nameOf(creation, creation.key), String(id));
	}

	private nameOf({ request, list }: OnceCreation, key: string): string {
		return `${scopeKey(this.session, request.scope)} ${list.path} ${key}`;
	}

	private async recordBy({ request, list }: OnceCreation, id: string): Promise<IDataObject> {
		const path = `${list.path}/${encodeURIComponent(id)}`;
		return recordOf(await sendRequest(this.session, { method: 'GET', path, scope: request.scope }));
	}

	/** @returns undefined where the records do not come with the customer, or not whole */
	private async withCustomer({
		request,
		lookup,
	}: OnceCreation): Promise<IDataObject[] | undefined> {
		const { property, relation } = lookup.withCustomer ?? { property: '', relation: '' };
		const id = request.body?.[property];
		if (isEmpty(id)) return undefined;
		const customer = recordOf(
			await sendRequest(this.session, {
				method: 'GET',
				path: `/customers/${encodeURIComponent(String(id))}`,
				query: { expand: relation },
				scope: request.scope,
			}),
		);
		const related = customer[relation];
		const records: unknown = isDataObject(related) ? related.data : related;
		if (!Array.isArray(records)) return undefined;
		const whole = records.filter(isDataObject).filter((entry) => Object.hasOwn(entry, 'metadata'));
		return whole.length === records.length ? whole : undefined;
	}

	/** Whether the list filters by the key: it has to find by it a record that has one. Asked once for the run. */
	private async filters(creation: OnceCreation): Promise<boolean> {
		// A filter takes a comma for the end of a value.
		if (creation.lookup.filtered !== true || creation.key.includes(',')) return false;
		const name = this.nameOf(creation, '');
		const known = this.proofs.get(name);
		if (known !== undefined) return await known;
		const proof = this.prove(creation);
		this.proofs.set(name, proof);
		proof.catch(() => this.proofs.delete(name));
		return await proof;
	}

	private async prove({ request, list }: OnceCreation): Promise<boolean> {
		const having = await this.listed(request, list, { 'filter[metadata]': `has:${ONCE_KEY}` });
		const key = (having ?? [])
			.map(onceKeyOf)
			.find((text) => text !== undefined && !text.includes(','));
		if (key === undefined) return false;
		const found = await this.filtered(request, list, key);
		return found !== undefined && found.length > 0 && found.every((it) => onceKeyOf(it) === key);
	}

	private async filtered(
		request: PelcroRequest,
		list: ResourceList,
		key: string,
	): Promise<IDataObject[] | undefined> {
		return await this.listed(request, list, { [`filter[metadata.${ONCE_KEY}]`]: `eq:${key}` });
	}

	/** @returns undefined where the list refuses the filter */
	private async listed(
		{ scope }: PelcroRequest,
		{ path }: ResourceList,
		query: IDataObject,
	): Promise<IDataObject[] | undefined> {
		const page = fetchPage(this.session, { method: 'GET', path, query, scope }, 1, CANDIDATES);
		return await page.then(
			({ records }) => records,
			(refusal: unknown) => {
				if (isRefusedValue(refusal)) return undefined;
				throw refusal;
			},
		);
	}

	private async index(creation: OnceCreation, name: string): Promise<Map<string, string>> {
		const known = this.indexes.get(name);
		if (known !== undefined) return await known;
		const reading = this.readWhole(creation);
		this.indexes.set(name, reading);
		reading.catch(() => {
			if (this.indexes.get(name) === reading) this.indexes.delete(name);
		});
		return await reading;
	}

	private async readWhole({ request, list }: OnceCreation): Promise<Map<string, string>> {
		const ids = new Map<string, string>();
		const { scope } = request;
		await fetchRecords(this.session, { method: 'GET', path: list.path, scope }, undefined, (it) => {
			const key = onceKeyOf(it);
			if (key !== undefined && !isEmpty(it.id)) ids.set(key, String(it.id));
			return NONE;
		});
		return ids;
	}
}
