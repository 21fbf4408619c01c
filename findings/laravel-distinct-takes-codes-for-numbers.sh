#!/usr/bin/env bash
# Expected: Laravel's rule `distinct` compares texts as texts: "1E3" and "1000", or "007" and "7", are two different codes.
# What happens: it compares as PHP's == does, where two texts that both look like numbers are compared as numbers. A list of such codes, all
#   different, is refused with 'has a duplicate value', at both of them; "A7" and "a7" pass. With `distinct:strict` all of them pass.
# Why it matters: coupon codes, SKUs and order numbers look like that (codes made of digits and an E in the middle are numbers too). A person sees
#   two different codes and reads that they are the same; to send one of them in another call is the way out.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
# Debian 12, amd64: the packages are unpacked here and not installed.
laravel=8.83.26+dfsg-2
apt-get download \
	php-illuminate-{validation,translation,support,collections,macroable,contracts}=$laravel \
	php8.2-cli=8.2.36-1~deb12u1 php8.2-common=8.2.36-1~deb12u1 php8.2-mbstring=8.2.36-1~deb12u1 libonig5=6.9.8-1 \
	libargon2-1=0~20171227-0.3+deb12u1 libsodium23=1.0.18-1+deb12u1 libxml2=2.9.14+dfsg-1.3~deb12u6 libicu72=72.1-3+deb12u1 \
	php-nesbot-carbon=2.65.0-1+deb12u1 php-doctrine-inflector=2.0.6-1 php-voku-portable-ascii=2.0.1-1 php-brick-math=0.10.0-1 >install.log 2>&1 || {
	cat install.log
	exit 2
}
for package in *.deb; do dpkg-deb --extract "$package" .; done
cat >look.php <<'PHP'
<?php
// Laravel's validator alone, without an application around it.
spl_autoload_register(function (string $class): void {
	$path = str_replace('\\', '/', $class);
	$inCollections = str_replace('Illuminate/Support/', 'Illuminate/Collections/', $path);
	$inMacroable = str_replace('Illuminate/Support/', 'Illuminate/Macroable/', $path);
	foreach ([$path, $inCollections, $inMacroable] as $candidate) {
		$file = __DIR__ . "/usr/share/php/$candidate.php";
		if (is_file($file)) {
			require_once $file;
			return;
		}
	}
});
require_once __DIR__ . '/usr/share/php/Illuminate/Collections/helpers.php';
require_once __DIR__ . '/usr/share/php/Illuminate/Support/helpers.php';

$translator = new Illuminate\Translation\Translator(new Illuminate\Translation\ArrayLoader(), 'en');
$validation = new Illuminate\Validation\Factory($translator);
$asExpected = true;

function look(string $rule, array $codes, bool $taken): void
{
	global $validation, $asExpected;
	$passes = $validation->make(['codes' => $codes], ['codes.*' => $rule])->passes();
	printf("  %-16s %-18s %s\n", $rule, json_encode($codes), $passes ? 'taken' : 'refused');
	$asExpected = $asExpected && $passes === $taken;
}

echo "php-illuminate-validation 8.83.26, PHP ", PHP_VERSION, "\n";
look('distinct', ['1E3', '1000'], false);
look('distinct', ['007', '7'], false);
look('distinct', ['A7', 'a7'], true);
look('distinct:strict', ['007', '7'], true);
exit($asExpected ? 0 : 1);
PHP
export LD_LIBRARY_PATH="$folder/usr/lib/x86_64-linux-gnu"
./usr/bin/php8.2 -n -d extension_dir="$(echo "$folder"/usr/lib/php/2*)" -d extension=ctype -d extension=mbstring look.php
