import type { IDataObject } from 'n8n-workflow';

import { FieldError } from '../../../../common/fieldError';
import { scopeKey } from '../../../../transport/account/scope';
import type { Session } from '../../../../transport/account/session';
import { isDataObject } from '../../../../transport/dataObject';
import { PelcroRequestError, saysNoRecord } from '../../../../transport/failures/requestError';
import { recordOf } from '../../../../transport/lists/envelope';
import { fetchPage, visitRecords } from '../../../../transport/lists/paging';
import { sendRequest, type PelcroRequest } from '../../../../transport/request';
import { ONCE_KEY, type OnceKeyLookup, type ResourceList } from '../../../shared/types';
import { isEmpty } from '../../values/isEmpty';
import { isDeleted, textOf } from '../keys/equality';
import { FirstAlone } from './firstAlone';
import { isRefusedValue } from '../keys/keyRefusal';
import { mayBelongTo, ownerName } from './onceKeyOwner';
import { CANDIDATES_OF_A_ONCE_KEY } from '../../../../transport/limits';

/** What is created, and by what an earlier creation of it is found. */
export interface OnceCreation {
	request: PelcroRequest;
	key: string;
	list: ResourceList;
	lookup: OnceKeyLookup;
}

/** Records that were made with a key, by the key: their IDs and whose they are. */
interface Index {
	records: ReadonlyMap<string, IDataObject[]>;
	/** Whether no record can have slid past while the list was read. */
	isWhole: boolean;
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
	/** Records by their key: of whole lists; and IDs of what this run has made. */
	private readonly indexes = new Map<string, Promise<Index>>();
	private readonly made = new Map<string, string>();
	private readonly proofs = new Map<string, Promise<boolean>>();
	/** Lists whose records have shown whether a creation stores the key. */
	private readonly storing = new Map<string, boolean>();
	private readonly refusing = new Set<string>();
	/** For creations of which nobody knows yet whether they store the key. */
	readonly first = new FirstAlone();

	constructor(private readonly session: Session) {}

	/**
	 * @param anew whether Pelcro may know more than this run has read
	 * @returns the record as Pelcro has it; undefined where none was made with the key
	 * @throws as sendRequest; PelcroRequestError where the list would not stand still, so that nobody can tell; FieldError
	 * where it does not show what its records were made with
	 */
	async find(creation: OnceCreation, anew = false): Promise<IDataObject | undefined> {
		const found = await this.search(creation, anew);
		// The key of what an update has marked says nothing of a creation.
		if (found !== undefined && creation.lookup.storedByUpdate !== true) this.note(creation, true);
		return found;
	}

	/** Remembers a record that this run has made. */
	remember(creation: OnceCreation, id: unknown): void {
		if (!isEmpty(id)) this.made.set(this.nameOf(creation), String(id));
	}

	/** Notes whether Pelcro has stored the key that a record was created with. */
	note(creation: OnceCreation, stored: boolean): void {
		this.storing.set(this.listName(creation), stored);
	}

	/** Whether Pelcro stores the key that a record is created with; undefined where that is a guess so far. */
	stores(creation: OnceCreation): boolean | undefined {
		const guess = creation.lookup.guessed === true ? undefined : true;
		return this.storing.get(this.listName(creation)) ?? guess;
	}

	/** Notes that Pelcro takes no key with a creation. */
	refuse(creation: OnceCreation): void {
		this.refusing.add(this.listName(creation));
		this.note(creation, false);
	}

	isRefused(creation: OnceCreation): boolean {
		return this.refusing.has(this.listName(creation));
	}

	/** Names a list on a site. */
	listName({ request, list }: OnceCreation): string {
		return `${scopeKey(this.session, request.scope)} ${list.path}`;
	}

	private nameOf(creation: OnceCreation): string {
		const owner = ownerName(creation.request, creation.lookup);
		return `${this.listName(creation)} ${owner} ${creation.key}`;
	}

	private async search(creation: OnceCreation, anew: boolean): Promise<IDataObject | undefined> {
		const own = this.made.get(this.nameOf(creation));
		const ownRecord = own === undefined ? undefined : await this.recordBy(creation, own);
		if (ownRecord !== undefined) return ownRecord;
		const near = await this.withCustomer(creation);
		if (near !== undefined) return near.find((record) => isOf(creation, record));
		if (await this.filters(creation)) {
			const having = (await this.filtered(creation, creation.key)) ?? [];
			const found = having.find((record) => isOf(creation, record));
			if (found !== undefined || having.length < CANDIDATES_OF_A_ONCE_KEY) return found;
		}
		const { records, isWhole } = await this.index(creation, anew);
		const { request, lookup } = creation;
		const entries = records.get(creation.key) ?? [];
		// One that was deleted may be there still, before the one that was made in its place.
		for (const entry of entries.filter((record) => mayBelongTo(record, request, lookup))) {
			const record = await this.recordBy(creation, String(entry.id));
			if (record !== undefined) return record;
		}
		if (!isWhole) throw notSettled();
		return undefined;
	}

	/** @returns undefined where it was deleted meanwhile */
	private async recordBy(
		{ request, list }: OnceCreation,
		id: string,
	): Promise<IDataObject | undefined> {
		const path = `${list.path}/${encodeURIComponent(id)}`;
		const read = sendRequest(this.session, { method: 'GET', path, scope: request.scope });
		const present = (body: unknown): IDataObject | undefined => {
			const record = recordOf(body);
			return isDeleted(record) ? undefined : record;
		};
		return await read.then(present, (refusal: unknown) => {
			if (saysNoRecord(refusal)) return undefined;
			throw refusal;
		});
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
		const name = this.listName(creation);
		const known = this.proofs.get(name);
		if (known !== undefined) return await known;
		const proof = this.prove(creation);
		this.proofs.set(name, proof);
		proof.catch(() => this.proofs.delete(name));
		return await proof;
	}

	private async prove(creation: OnceCreation): Promise<boolean> {
		const having = await this.listed(creation, { 'filter[metadata]': `has:${ONCE_KEY}` });
		const key = (having ?? [])
			.map(onceKeyOf)
			.find((text) => text !== undefined && !text.includes(','));
		if (key === undefined) return false;
		const found = await this.filtered(creation, key);
		return found !== undefined && found.length > 0 && found.every((it) => onceKeyOf(it) === key);
	}

	private async filtered(creation: OnceCreation, key: string): Promise<IDataObject[] | undefined> {
		return await this.listed(creation, { [`filter[metadata.${ONCE_KEY}]`]: `eq:${key}` });
	}

	/** @returns undefined where the list refuses the filter */
	private async listed(
		{ request: { scope }, list: { path } }: OnceCreation,
		query: IDataObject,
	): Promise<IDataObject[] | undefined> {
		const page = fetchPage(
			this.session,
			{ method: 'GET', path, query, scope },
			1,
			CANDIDATES_OF_A_ONCE_KEY,
		);
		return await page.then(
			({ records }) => records,
			(refusal: unknown) => {
				if (isRefusedValue(refusal)) return undefined;
				throw refusal;
			},
		);
	}

	private async index(creation: OnceCreation, anew: boolean): Promise<Index> {
		const name = this.listName(creation);
		if (anew) this.indexes.delete(name);
		const known = this.indexes.get(name);
		if (known !== undefined) return await known;
		const reading = this.readWhole(creation);
		this.indexes.set(name, reading);
		reading.catch(() => {
			if (this.indexes.get(name) === reading) this.indexes.delete(name);
		});
		return await reading;
	}

	private async readWhole({ request, list: { path }, lookup }: OnceCreation): Promise<Index> {
		const index = new Map<string, IDataObject[]>();
		const attributes = lookup.owner?.attributes ?? [];
		let read = 0;
		let showing = 0;
		const list = { method: 'GET' as const, path, scope: request.scope };
		const isWhole = await visitRecords(this.session, list, (record) => {
			read += 1;
			if (Object.hasOwn(record, 'metadata')) showing += 1;
			const key = onceKeyOf(record);
			if (key === undefined || isEmpty(record.id) || isDeleted(record)) return;
			index.set(key, [...(index.get(key) ?? []), pick(record, ['id', ...attributes])]);
		});
		if (read > 0 && showing === 0) throw hidden();
		return { records: index, isWhole };
	}
}

function isOf({ key, request, lookup }: OnceCreation, record: IDataObject): boolean {
	const isHeld = onceKeyOf(record) === key && !isDeleted(record);
	return isHeld && mayBelongTo(record, request, lookup);
}

function pick(record: IDataObject, names: readonly string[]): IDataObject {
	return Object.fromEntries(names.map((name) => [name, record[name]]));
}

function notSettled(): PelcroRequestError {
	return new PelcroRequestError(
		'Pelcro’s list kept changing, so nobody can tell what was made with the Once Key',
		'Nothing was created for this item. Run this again when less is changed in Pelcro.',
		undefined,
		false,
		{},
		'',
		'passing',
	);
}

function hidden(): FieldError {
	return new FieldError(
		"'Once Key' cannot be looked up here",
		'Pelcro’s list does not show the metadata of its records, so nobody can tell what was made with a key. Remove the option.',
	);
}
