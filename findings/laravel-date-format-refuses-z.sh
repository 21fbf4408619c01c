#!/usr/bin/env bash
# Expected: Laravel's rule `date_format` with PHP's own DATE_ATOM takes each time that PHP reads by DATE_ATOM, so that 10:00:00Z is as good as
#   10:00:00+00:00.
# What happens: the rule reads the text, writes the time again in the format, and compares the two texts. What PHP reads but writes in another way
#   is refused: 'Z' for UTC is read by DATE_ATOM and written as '+00:00'. So is a day without its zero.
# Why it matters: n8n's expressions and JavaScript write UTC with a 'Z' ($now.toUTC().toISO(), toISOString()). An application that asks for
#   ISO 8601 by this rule answers such a time with 'does not match the format Y-m-d\TH:i:sP', while the same moment with +00:00 passes.
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

function look(string $format, string $time, bool $taken): void
{
	global $validation, $asExpected;
	$read = DateTime::createFromFormat($format, $time) !== false;
	$passes = $validation->make(['time' => $time], ['time' => "date_format:$format"])->passes();
	printf("  %-16s %-28s PHP reads it: %-4s Laravel's rule: %s\n", $format, $time, $read ? 'yes,' : 'no,', $passes ? 'taken' : 'refused');
	$asExpected = $asExpected && $read && $passes === $taken;
}

echo "php-illuminate-validation 8.83.26, PHP ", PHP_VERSION, "\n";
look(DATE_ATOM, '2026-01-31T10:00:00+00:00', true);
look(DATE_ATOM, '2026-01-31T10:00:00Z', false);
look(DATE_RFC3339_EXTENDED, '2026-01-31T10:00:00.000Z', false);
look('Y-m-d', '2026-01-05', true);
look('Y-m-d', '2026-1-5', false);
exit($asExpected ? 0 : 1);
PHP
export LD_LIBRARY_PATH="$folder/usr/lib/x86_64-linux-gnu"
./usr/bin/php8.2 -n -d extension_dir="$(echo "$folder"/usr/lib/php/2*)" -d extension=ctype -d extension=mbstring look.php
