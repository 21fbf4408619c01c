import type { Session } from './session';

/**
 * What a call works on, and how long it may take. An item has one, and hands it on whole to every call that is
 * made for it: look-ups, upserts, exports, pages of a list.
 */
export interface RequestScope {
	/** The site to work on, where it is not the credential's. */
	siteId?: string;
	/** The longest that one try may take, in ms. */
	timeoutMs?: number;
	/** The longest that a call may wait because others spend the allowance or Pelcro is away, in ms. */
	maximumWaitMs?: number;
}

/** The site that calls of the scope work on: the scope's own, else the credential's. */
export function siteOf({ credentials }: Session, scope: RequestScope = {}): string {
	return scope.siteId ?? credentials.siteId;
}

/**
 * Names the records that a call of the scope can see: those of the account, on the site. Whatever is remembered
 * of Pelcro's answers (lists, indexes, look-ups) is remembered under this key, and under no other.
 */
export function scopeKey(session: Session, scope?: RequestScope): string {
	return `${session.account} ${siteOf(session, scope)}`;
}
