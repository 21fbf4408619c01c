import type { IDataObject } from 'n8n-workflow';

import { expandedAttributes } from '../../values/composed/expand';
import { isEmpty } from '../../values/isEmpty';
import { isEqualJson } from '../keys/equality';
import { MANY_ATTRIBUTES } from '../../../../transport/limits';

/**
 * What a record from a list says of the list: whether it may stand for the record as it is answered by its ID.
 *
 * - 'same': it has all that the single answer has;
 * - 'less': an attribute is missing or has another form, so the list cannot stand for single answers;
 * - 'changed': somebody changed the record between the two, so it proves nothing.
 */
export type Proof = 'same' | 'less' | 'changed';

/** @param single the record as it is answered by its ID, read after `listed` */
export function proofOf(single: IDataObject, listed: IDataObject): Proof {
	if (isCovered(single, listed)) return 'same';
	return String(single.updated_at) === String(listed.updated_at) ? 'less' : 'changed';
}

/** Attributes that are wanted of a record, each by the names that it may have. */
export type NeededAttributes = ReadonlyArray<readonly string[]>;

/**
 * What single answers have shown of a list. One record shows that the list has all attributes, but an attribute that is
 * empty in it does not show how it looks when it is filled: a list may give the ID of a related record where the single
 * answer has the record. So related records and lists of them have to be shown once each, and so have attributes that
 * only some records have, and that they may be lacking.
 */
export class ListProof {
	/** Attributes of single answers, and those that were filled. */
	private readonly present = new Set<string>();

	private readonly filled = new Set<string>();

	/** Attributes that single answers have had and, of some records, have not. */
	private readonly omitted = new Set<string>();

	/** Attributes that only the list has. */
	private readonly more = new Set<string>();

	private same = false;

	private less = false;

	private readonly expanded: readonly string[];

	/** @param expand the parameter that asks for related records */
	constructor(expand: unknown) {
		this.expanded = expandedAttributes(expand);
	}

	/** Whether a record has shown that the list cannot stand for single answers. */
	get isLess(): boolean {
		return this.less;
	}

	/** Whether a record has shown that the list answers as it should. */
	get isProven(): boolean {
		return this.same && !this.less;
	}

	/** Takes note of a record that was read both ways, the single answer after the list's. */
	note(single: IDataObject, listed: IDataObject): Proof {
		const proof = proofOf(single, listed);
		if (proof === 'less') this.less = true;
		if (proof !== 'same') return proof;
		for (const name of this.present) if (!Object.hasOwn(single, name)) this.omitted.add(name);
		for (const [name, value] of Object.entries(single)) {
			// Those before did not have it.
			if (this.same && !this.present.has(name)) this.omitted.add(name);
			this.present.add(name);
			if (!isEmpty(value)) this.filled.add(name);
		}
		this.same = true;
		for (const name of Object.keys(listed)) if (!Object.hasOwn(single, name)) this.more.add(name);
		return proof;
	}

	/**
	 * Whether the record as the list has it may stand for the single answer.
	 *
	 * @param needed attributes that an update sends again, each with its other names: what the record does not show there has
	 * to have been shown by another one, or the list may hide it
	 */
	covers(listed: IDataObject, needed: NeededAttributes = []): boolean {
		return (
			this.isProven &&
			Object.entries(listed).every((entry) => this.isShown(...entry)) &&
			this.mayLackOthers(listed) &&
			needed.every((names) =>
				names.some((name) => Object.hasOwn(listed, name) || this.present.has(name)),
			)
		);
	}

	/** Orders records by how much each would show: the more, the larger. */
	weigh(listed: IDataObject): number {
		const values = Object.entries(listed).filter(([, value]) => !isEmpty(value));
		const related = values.filter((entry) => this.mayBeRelated(...entry));
		return related.length * MANY_ATTRIBUTES + values.length;
	}

	/** The record without what only the list has. */
	asSingle(listed: IDataObject): IDataObject {
		if (this.more.size === 0) return listed;
		return Object.fromEntries(Object.entries(listed).filter(([name]) => !this.more.has(name)));
	}

	/** Whether what the record lacks is lacking in the single answer as well: a list may leave out what is empty. */
	private mayLackOthers(listed: IDataObject): boolean {
		for (const name of this.present) {
			if (!Object.hasOwn(listed, name) && !this.omitted.has(name)) return false;
		}
		return true;
	}

	private isShown(name: string, value: unknown): boolean {
		// Where some single answers have it and others not, nobody can tell of a third.
		if (this.more.has(name)) return !this.present.has(name);
		const isFilled = !isEmpty(value) && this.mayBeRelated(name, value);
		return (isFilled ? this.filled : this.present).has(name);
	}

	private mayBeRelated(name: string, value: unknown): boolean {
		return typeof value === 'object' || this.expanded.includes(name);
	}
}

/** Everything in the one is in the other, to the letter; beyond that, the other may have more attributes of its own. */
function isCovered(single: IDataObject, listed: IDataObject): boolean {
	return Object.entries(single).every(
		([name, value]) => Object.hasOwn(listed, name) && isEqualJson(value, listed[name]),
	);
}
