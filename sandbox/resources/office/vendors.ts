import { type Answer, deleted, FieldChecks, Refusal, single } from '../../api/answers';
import { bodyOf, type Call, expansions, idOf, type Operations } from '../../api/call';
import { listed } from '../../api/listing';
import { found, isTaken, mergedMetadata, sent } from '../../api/rules';
import type { Vendor } from '../../model/records';

type VendorBody = Partial<
	Omit<Vendor, 'id' | 'vendor_id' | 'site_id' | 'name' | 'payout_ready' | 'created_at'>
>;

const TAKEN_AS_SENT = [
	'first_name',
	'last_name',
	'email',
	'phone',
	'birthdate',
	'job_title',
	'company',
	'address',
	'city',
	'state',
	'country',
	'postal_code',
	'delivery_service_area_prompt',
] as const;

/** How far the id of a vendor record is from the id of its user, so that nobody takes one for the other. */
const RECORD_OFFSET = 7000;

function mentions(vendor: Vendor, text: unknown): boolean {
	const wanted = String(text ?? '').toLowerCase();
	const { name, email, phone } = vendor;
	return [name, email, phone ?? ''].some((value) => value.toLowerCase().includes(wanted));
}

function checkVendor({ data }: Call, body: VendorBody, ownId?: number): void {
	const checks = new FieldChecks();
	const taken = isTaken(data.vendors, 'email', body.email, ownId);
	checks.expect(!taken, 'email', 'The email has already been taken.');
	checks.finish();
}

/** How a vendor is answered. `total_billed` is in dollars, unlike all other money. */
export function vendorView({ data }: Pick<Call, 'data'>, vendor: Vendor) {
	const bills = data.bills.having('user_id', vendor.id);
	const cents = bills.reduce((sum, bill) => sum + (bill.status === 'draft' ? 0 : bill.total), 0);
	return { ...vendor, bills_count: bills.length, total_billed: cents / 100 };
}

/** In a list, what belongs to the vendor record is shown when it is expanded. */
function listView(call: Call, vendor: Vendor, expanded: Set<string>) {
	const { birthdate, job_title, delivery_service_area_prompt, ...shown } = vendorView(call, vendor);
	const own = { birthdate, job_title, delivery_service_area_prompt };
	const payout = expanded.has('vendor.payout_detail');
	return {
		...shown,
		...((expanded.has('vendor') || payout) && own),
		...(payout && { payout_detail: null }),
		...(expanded.has('bills') && { bills: call.data.bills.having('user_id', vendor.id) }),
	};
}

/** A vendor with nothing but name and e-mail. */
export function blankVendor(
	place: { id: number; siteId: number; now: number },
	{ first_name, last_name, email }: Pick<Vendor, 'first_name' | 'last_name' | 'email'>,
): Omit<Vendor, 'id'> {
	return {
		vendor_id: place.id + RECORD_OFFSET,
		site_id: place.siteId,
		name: `${first_name} ${last_name}`,
		first_name,
		last_name,
		email,
		phone: null,
		birthdate: null,
		job_title: null,
		company: null,
		address: null,
		city: null,
		state: null,
		country: null,
		postal_code: null,
		delivery_service_area_prompt: null,
		payout_ready: false,
		metadata: {},
		created_at: place.now,
		updated_at: place.now,
	};
}

const vendorOf = (call: Call) => found(call.data.vendors, idOf(call), 'Vendor');

function create(call: Call): Answer {
	const { data, siteId, now } = call;
	const body = bodyOf<VendorBody & Pick<Vendor, 'first_name' | 'last_name' | 'email'>>(call);
	checkVendor(call, body);
	const vendor = data.vendors.insert({
		...blankVendor({ id: data.vendors.upcomingId, siteId, now }, body),
		...sent(body, TAKEN_AS_SENT),
		metadata: mergedMetadata({}, body.metadata),
	});
	return single(vendorView(call, vendor));
}

function update(call: Call): Answer {
	const vendor = vendorOf(call);
	const body = bodyOf<VendorBody>(call);
	checkVendor(call, body, vendor.id);
	const { vendors } = call.data;
	vendors.update(vendor, { ...sent(body, TAKEN_AS_SENT), updated_at: call.now });
	vendors.update(vendor, { name: `${vendor.first_name} ${vendor.last_name}` });
	return single(vendorView(call, vendor));
}

function exportVendors({ data, query }: Call): Answer {
	if (!data.vendors.records.some((vendor) => mentions(vendor, query.search))) {
		throw new Refusal({ status: 422, body: { message: 'No vendor matches.' } });
	}
	return single({ message: 'The export will be sent by e-mail.' });
}

export const vendors: Operations = {
	list: (call) => {
		const expanded = expansions(call);
		return listed(call, call.data.vendors, {
			view: (vendor) => listView(call, vendor, expanded),
			wanted: (vendor) => mentions(vendor, call.query.search),
		});
	},
	get: (call) => single(vendorView(call, vendorOf(call))),
	create,
	update,
	delete: (call) => {
		call.data.vendors.remove(vendorOf(call));
		return deleted();
	},
	export: exportVendors,
};
