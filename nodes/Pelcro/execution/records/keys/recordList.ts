import { scopeKey } from '../../../../transport/account/scope';
import type { Session } from '../../../../transport/account/session';
import type { PelcroRequest } from '../../../../transport/request';
import type { RecordKey } from './keyIndex';

/** Where to look: the list, and on which site. */
export type RecordList = Pick<PelcroRequest, 'path' | 'scope'>;

/** Where to look for what the request creates: records are listed where they are created, unless a path says else. */
export function listOf({ path, scope }: PelcroRequest, listPath = path): RecordList {
	return { path: listPath, scope };
}

/** A name for what is known of a list by one of its keys: of the account, the site, the list and the attribute. */
export function listKeyName(
	session: Session,
	{ path, scope }: RecordList,
	{ property }: Pick<RecordKey, 'property'>,
): string {
	return `${scopeKey(session, scope)} ${path} ${property}`;
}
