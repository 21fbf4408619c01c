import type {
	DeclarativeRestApiSettings,
	INodeProperties,
	INodePropertyOptions,
} from 'n8n-workflow';

/**
 * How a field's value becomes part of the request where its type alone does not say it. The encodings
 * themselves are in `execution/values`.
 */
export type Encoding =
	| 'unixSeconds'
	| 'date'
	| 'metadata'
	| 'filters'
	| 'sort'
	| 'commaList'
	| 'recordId'
	| 'recordIds'
	/** A number whose field may be left empty, which n8n's number fields cannot. */
	| 'number'
	/** Money, which people write as decimals and Pelcro takes in minor units; converted by the currency. */
	| 'money'
	/** Money that Pelcro takes as decimals. */
	| 'moneyInMajorUnits'
	/** A repeatable group: one object a row, each field under its `routing.send.property`. */
	| 'rows'
	/** A JSON list of objects. */
	| 'jsonRows'
	/** The name of the input item's binary field, which is sent as a file. */
	| 'file'
	/** A text that Pelcro takes in lower case only. */
	| 'lowerCase'
	/** A phone number of which Pelcro keeps the digits. */
	| 'phone'
	/** A phone number that Pelcro keeps as it is written. */
	| 'phoneText'
	/** A record's name, chosen from a list or entered, where Pelcro takes that in place of the ID. */
	| 'recordName'
	/** A record that Pelcro takes by its code. */
	| 'recordCode'
	/** Names of fields of the same collection, to be cleared. */
	| 'fieldsToClear';

/**
 * How what would be sent is compared with the record, where Pelcro answers an attribute in another form than it
 * takes it.
 */
export type Comparison =
	/** Compared as it is; an update that leaves it out clears it. */
	| 'clearedWhenLeftOut'
	/** Only digits are kept, e.g. of a phone number. */
	| 'digits'
	| 'ignoringCase'
	/** Says how to do the write and is no value of the record. */
	| 'instruction'
	/** Taken in major units, answered in minor units. */
	| 'majorUnits'
	/** Entries that are not named stay. */
	| 'metadata'
	/** The record does not tell whether it has the value, so it is always sent. */
	| 'never'
	/** Yes and no, also as 1 and 0; what a field with a switch is compared by. */
	| 'switch'
	/** The same second in any of Pelcro's forms; what a field with a time is compared by. */
	| 'time';

/** What a field of a list asks of each record; the node looks at the records itself while it reads them. */
export interface RecordCondition {
	/** The attributes that may hold what is compared; the first that a record has is taken. */
	attributes: readonly string[];
	/**
	 * The value is one of those that are wanted (of an expanded record, its ID), a time from then on or before, or an
	 * amount of so much or more, or less.
	 */
	compare: 'is' | 'since' | 'before' | 'atLeast' | 'atMost';
	/** A record that has all those which meet the condition as its relation; `{id}` stands for what is wanted. */
	within?: { path: string; relation: string };
}

export interface PelcroPropertyCollection {
	displayName: string;
	name: string;
	values: PelcroProperty[];
}

/** n8n's property, with `routing.send` for where the value goes and `encoding` for its form there. */
export type PelcroProperty = Omit<INodeProperties, 'options'> & {
	encoding?: Encoding;
	/** Whether an update clears the attribute with null when the field is added and left empty. */
	clearedByNull?: boolean;
	/** How the attribute is compared; left out where type and encoding tell, or it is answered as it is sent. */
	comparison?: Comparison;
	/** Whether Pelcro may know more choices than the reference lists; one that an expression gives is sent as it is. */
	otherChoices?: boolean;
	/** For the choice of a record: what else than its ID it can be chosen by. */
	chosenBy?: RecordChoice;
	/** Whether the field leaves records out of what is read, so that an empty one would let them all in. */
	leavesOut?: boolean;
	/** For a list: what the field asks of the records. With `routing.send`, Pelcro is asked for it as well. */
	condition?: RecordCondition;
	/** For an order: the attributes by which Pelcro sorts; by others the node does. */
	sortedByPelcro?: readonly string[];
	options?: Array<INodePropertyOptions | PelcroProperty | PelcroPropertyCollection>;
};

/** What becomes of the answer. */
export type Output =
	/** The record: one item. What has no ID is no record, however Pelcro answers. */
	| 'record'
	/** One item with whatever Pelcro says of what was done to a record: the record, a message, or nothing. */
	| 'done'
	/** One item with whatever Pelcro says of what it has begun; no record. */
	| 'message'
	/** A list, read page by page: one item a record. */
	| 'list'
	/** A short list of records without pages: one item a record. */
	| 'records'
	/** Short lists without pages, of records or names: one item an entry. */
	| 'entries'
	/** Nothing comes back: an item that says so. */
	| 'deleted'
	/** A file: one item with binary data. */
	| 'file'
	/** Calls of all lists: one item for each thing that was looked at. */
	| 'check';

/** An attribute that Pelcro lets only one record have. */
export interface UniqueKey {
	/** Pelcro's name of the attribute, in the request as in the record. */
	property: string;
	caseSensitive: boolean;
	/** The list's own query parameter for exactly this key, where it has one. */
	parameter?: string;
	/** Whether that Pelcro refuses a second record with it is not sure enough to make one after a reading which may have missed it. */
	certain?: true;
}

/** A key of a record, as people call it. */
export interface ChoiceKey extends UniqueKey {
	/** In a sentence, e.g. `email`. */
	words: string;
}

/** By what a record is chosen whose ID nobody knows. */
export interface RecordChoice {
	/** The list that is looked in. */
	listPath: string;
	/** One record and several, in a sentence. */
	one: string;
	several: string;
	/** For each mode of the field the key that it takes. */
	keys: Readonly<Record<string, ChoiceKey>>;
}

/** How 'Create or Update' finds the record that exists already. */
export interface Upsert {
	/** The list to look in. */
	listPath: string;
	/** The top-level option field that chooses the key, and for each choice the field that holds its value. */
	matchBy: string;
	keys: Readonly<Record<string, UniqueKey & { field: string }>>;
	/**
	 * The request that updates the record found; `{id}` stands for its ID. It has the body of the create, without
	 * what only a create takes.
	 */
	update: { method: 'PUT'; url: string; without?: readonly string[]; needs?: UpdateNeeds };
}

/** What Pelcro wants with every change: it is taken from the present record where the user does not change it. */
export interface UpdateNeeds {
	/** Attributes of the record that go into the body under their own names. */
	body: readonly string[];
	/** Query parameters, each with the attributes that may hold it. */
	query?: Readonly<Record<string, readonly string[]>>;
}

/** A request whose result is made in the background and then fetched. */
export interface ExportWait {
	/** The list that tells how far the exports are. */
	statusPath: string;
	/** The file; `{id}` stands for the export's ID. */
	downloadPath: string;
}

/** A value that Pelcro wants and that a record has, e.g. the customer's default payment method. */
export interface RecordDefault {
	/** The record; a property of the body in braces stands for its ID. */
	path: string;
	/** Pelcro's name of the value in the request. */
	property: string;
	/** The attributes of the record that may have it: an ID, or an object or a list with one. */
	attributes: readonly string[];
	/** It is wanted only where the body has these values. */
	when: Readonly<Record<string, string>>;
	/** … and none of these properties. */
	unless: readonly string[];
}

/** A record that says in which currency the item's amounts are, where the form does not. */
export interface CurrencySource {
	/** The field that names the record. */
	field: string;
	/** `{id}` stands for its ID. */
	path: string;
}

/** What 'Create or Update' puts beside the record: what became of it. No attribute of Pelcro's begins with `n8n`. */
export const OUTCOME = 'n8n_outcome';

/** The name in a record's metadata under which the user's Once Key is stored. */
export const ONCE_KEY = 'n8n_once_key';

/** How a record that was made with a Once Key is found; in the resource's whole list where nothing else is said. */
export interface OnceKeyLookup {
	/** Whose the record is: a key counts for each owner by itself, e.g. a month for each customer. */
	owner?: OnceKeyOwner;
	/** Whether the reference lets the list be filtered by an entry of the metadata. */
	filtered?: true;
	/** The body's field that names the customer, and the customer's relation that has the records whole. */
	withCustomer?: { property: string; relation: string };
	/** Whether it is a guess that the creation takes metadata: the reference does not list it there. */
	guessed?: true;
	/** Whether an update can store the key where the creation has not. */
	storedByUpdate?: true;
}

/** The owner of a record, e.g. its customer. */
export interface OnceKeyOwner {
	/** In a sentence, e.g. `customer`. */
	words: string;
	/** What the form calls it. */
	field: string;
	/** The body's field with its ID. */
	property: string;
	/** The record's attributes that may have its ID, or an object with it. */
	attributes: readonly string[];
}

/** A related record of which a read can put a few attributes beside its own record. */
export type IncludedKind = 'customer' | 'plan';

/** How a record names a related one. */
export interface Inclusion {
	/** The attributes that may name it, by its ID or as the record itself; with dots where they are in lists. */
	attributes: readonly string[];
	/** Its name in the operation's own `expand`, where the reference has it there: then it needs no call. */
	expand?: string;
	/** Where the attributes name another record that names it, e.g. an invoice its subscription, and that its plan. */
	through?: { list: ResourceList; next: Inclusion };
}

/** What a record shows once an action has been carried out. */
export interface Aim {
	attribute: string;
	/** One of these. */
	values: readonly string[];
	/** Only for calls whose body has these values. */
	when?: Readonly<Record<string, string>>;
}

/** A requirement that spans fields, checked before anything is sent. */
export interface Requirement {
	/** At least one of these request properties has to be there. */
	oneOf: readonly string[];
	/** What to tell the user otherwise. */
	message: string;
}

/** How a write changes other records of the same resource and owner. */
export interface ChangesOthers {
	/** Pelcro's names of the fields with which it does. */
	by: readonly string[];
	/** The records' attributes that may have the owner's ID, or an object with it. */
	owner: readonly string[];
}

/** One operation of a resource: data only. */
export interface PelcroOperation {
	/** n8n's option of the Operation list, with `routing.request` for method and path. */
	option: INodePropertyOptions & {
		action: string;
		description: string;
		routing: { request: DeclarativeRestApiSettings.HttpRequestOptions };
	};
	output: Output;
	/** Whether it changes nothing at Pelcro though it is sent by POST, so that it may be sent again. */
	onlyReads?: true;
	/**
	 * For an action that leads to a state of its record, and is refused, or does nothing, once the record has it: so it may be
	 * sent again. A record that shows one of these has the state. None where the action has no single record.
	 */
	aim?: readonly Aim[];
	/** In the order of the form. */
	fields: readonly PelcroProperty[];
	/** Where the site goes, if not (only) into the query. */
	siteIdIn?: 'body' | 'queryAndBody';
	/** For an update that is no partial one. */
	updateNeeds?: UpdateNeeds;
	/** For a file that can be fetched only once: what to do when it got lost on the way. */
	lostAdvice?: string;
	/** An attribute of the answer that is secret: it is put out only where the user's field says so. */
	secret?: { attribute: string; shownBy: string };
	/** For 'Export and Wait'. */
	wait?: ExportWait;
	requirements?: readonly Requirement[];
	/** What is taken from a record when the user leaves it out. */
	fillFrom?: RecordDefault;
	/** Where the currency of the amounts is read when none is entered. */
	currencyFrom?: CurrencySource;
	/**
	 * For a write: Pelcro's names of the fields that say which other record or which customer it concerns. Writes of a
	 * run that concern the same one go one after the other, in the order of the items, as do those to one record
	 * in the path. 'all' where the request does not tell whom it concerns: then all of them do.
	 */
	concerns?: readonly string[] | 'all';
	/**
	 * For a write that changes other records, too, which the request does not tell: such writes go one after the other, and what
	 * was known of those records is known no more.
	 */
	changesOthers?: ChangesOthers;
	/** For a creation: by what to find out whether it was carried out when its answer was lost, best first. */
	uniqueKeys?: readonly UniqueKey[];
	/** For a creation that takes the option 'Once Key'. */
	once?: OnceKeyLookup;
	upsert?: Upsert;
	/** For a read: the related records that it can include. */
	includes?: Readonly<Partial<Record<IncludedKind, Inclusion>>>;
}

/** What of a record comes out where it stands in another one. */
export interface RelatedRecord {
	/** The attributes that hold it, or several of it, in other records. */
	under: readonly string[];
	/** In place of the resource's own `simplifiedFields`. */
	fields?: readonly string[];
}

/** The list that has a resource's records, from which many of them are read in few calls. */
export interface ResourceList {
	path: string;
	/** Whether the reference lets the list be filtered by `id`. */
	filteredById: boolean;
}

/** One resource: data only. */
export interface PelcroResource {
	/** As in the Resource list. */
	name: string;
	value: string;
	description: string;
	/** What the form says above the fields, where people look for something that Pelcro's API cannot do. */
	notice?: string;
	/** The most useful attributes, at most ten, for 'Simplify'; none for small objects. */
	simplifiedFields?: readonly string[];
	/** For 'Simplify', where other records have this resource's whole: in place of each only these attributes. */
	related?: RelatedRecord;
	/** For resources whose records can be had by ID; each is then under the list's path and its ID. */
	list?: ResourceList;
	operations: readonly PelcroOperation[];
}
