<?php

/** Makes the database from `seed.json`: a table a kind of record, with the records. Run once, before the server starts. */

use App\State;
use Illuminate\Contracts\Http\Kernel;
use Illuminate\Support\Facades\DB;

touch(getenv('PELCRO_STATE').'/database.sqlite');
$app = require __DIR__.'/application.php';
$app->make(Kernel::class)->bootstrap();

$tables = json_decode(file_get_contents(State::file('seed.json')), true);
DB::transaction(function () use ($tables) {
    foreach ($tables as $name => ['columns' => $columns, 'records' => $records]) {
        $made = ['"id" integer primary key autoincrement'];
        foreach ($columns as $column => $cast) {
            // the schema builder has no collation for SQLite
            $made[] = "\"$column\" ".(['integer' => 'integer', 'float' => 'double', 'boolean' => 'tinyint(1)', 'yesNo' => 'tinyint(1)', 'array' => 'text'][$cast] ?? 'text collate pelcro');
        }
        DB::statement("create table \"$name\" (".implode(', ', $made).')');
        foreach ($records as $record) {
            DB::table($name)->insert(array_map(fn ($value) => is_array($value) ? json_encode($value) : $value, $record));
        }
    }
});

