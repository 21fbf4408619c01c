import type { IDataObject } from 'n8n-workflow';

import type { Session } from '../../../../transport/account/session';
import type { Answer } from '../../../../transport/failures/outcome';
import { PelcroRequestError } from '../../../../transport/failures/requestError';
import { requestAnswer, type PelcroRequest } from '../../../../transport/request';
import { FIRST_LISTS, SECOND_CALLS } from '../../../../transport/limits';

/** A list to look at. */
export interface CheckedList {
	/** As in the Resource list. */
	name: string;
	/** Below the base URL, e.g. `/customers`. */
	path: string;
}

/** What became of the call for a list: an answer, or why there is none. */
export interface LookedAt {
	list: CheckedList;
	answer?: Answer;
	/** Missing where nobody was asked, because nobody answers. */
	refusal?: PelcroRequestError;
}

const ONE_RECORD: IDataObject = { page: 1, limit: 1 };

/** The looks of one check, with one call each, and a few second ones where something has failed that may pass. */
export class Looks {
	private readonly session: Session;
	private secondCalls = SECOND_CALLS;
	private isAnswered = true;

	/** @param scope of the item: site and waits */
	constructor(
		session: Session,
		private readonly scope: PelcroRequest['scope'],
	) {
		this.session = { ...session, failureTries: 1 };
	}

	/** Looks at one record of each list. @throws CancelledError when the execution stops */
	async atLists(lists: readonly CheckedList[]): Promise<LookedAt[]> {
		const first = await this.twice(lists.slice(0, FIRST_LISTS));
		this.isAnswered = first.some((look) => !isUnheard(look));
		return [...first, ...(await this.twice(lists.slice(FIRST_LISTS)))];
	}

	/** Looks at a list with other parameters. @throws CancelledError when the execution stops */
	async at(list: CheckedList, query: IDataObject): Promise<LookedAt> {
		if (!this.isAnswered) return { list };
		const look = await this.once(list, query);
		return this.mayRepeat(look) ? await this.once(list, query) : look;
	}

	private async twice(lists: readonly CheckedList[]): Promise<LookedAt[]> {
		if (!this.isAnswered) return lists.map((list) => ({ list }));
		const looks = await Promise.all(lists.map(async (list) => await this.once(list, ONE_RECORD)));
		return await Promise.all(
			looks.map(async (look) =>
				this.mayRepeat(look) ? await this.once(look.list, ONE_RECORD) : look,
			),
		);
	}

	private async once(list: CheckedList, query: IDataObject): Promise<LookedAt> {
		const { session, scope } = this;
		const request: PelcroRequest = { method: 'GET', path: list.path, expects: 'list', query };
		return await requestAnswer(session, { ...request, ...(scope && { scope }) }).then(
			(answer) => ({ list, answer }),
			(refusal: unknown) => {
				if (!(refusal instanceof PelcroRequestError)) throw refusal;
				return { list, refusal };
			},
		);
	}

	/** Whether a look is worth a second call; if so, that is counted. */
	private mayRepeat({ refusal }: LookedAt): boolean {
		if (refusal === undefined || refusal.kind === 'yours' || refusal.status === 429) return false;
		if (this.secondCalls === 0) return false;
		this.secondCalls -= 1;
		return true;
	}
}

/** Whether nothing was heard of Pelcro: no answer, a failure, or what somebody else has answered. */
function isUnheard({ refusal }: LookedAt): boolean {
	if (refusal === undefined) return false;
	const { status } = refusal;
	return status === undefined || status < 400 || status === 429 || status >= 500;
}
