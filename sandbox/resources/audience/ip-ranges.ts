import { BlockList, isIP } from 'node:net';

const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/**
 * @param ip an IPv4 or IPv6 address
 * @param ranges single addresses and CIDR blocks of either kind; what is neither matches nothing
 */
export function isWithin(ip: string, ranges: readonly string[]): boolean {
	return ranges.some((range) => {
		const [address = '', bits] = range.split('/');
		if (isIP(address) === 0) return false;
		const family = familyOf(address);
		const size = bits === undefined ? NaN : Number(bits);
		const most = family === 'ipv6' ? 128 : 32;
		const list = new BlockList();
		if (bits === undefined) list.addAddress(address, family);
		else if (size >= 0 && size <= most) list.addSubnet(address, size, family);
		return list.check(ip, familyOf(ip));
	});
}
