<?php

namespace App\Models;

use App\State;
use DateTimeInterface;
use Illuminate\Database\Eloquent\Model;

/** A record of one of Pelcro's kinds; its table was made from the seeded records and the contract. */
abstract class Record extends Model
{
    protected $guarded = [];

    protected $dateFormat = 'U';

    public function __construct(array $attributes = [])
    {
        $this->casts = self::columns($this->getTable());
        parent::__construct($attributes);
    }

    /** Cast by column of a table. */
    public static function columns(string $table): array
    {
        static $tables = null;
        $tables ??= json_decode(file_get_contents(State::file('columns.json')), true);
        $framework = ['created_at' => true, 'updated_at' => true];

        return array_filter(array_diff_key($tables[$table], $framework), fn ($cast) => $cast !== null && $cast !== 'yesNo');
    }

    public static function hasColumn(string $table, string $column): bool
    {
        static $tables = null;
        $tables ??= json_decode(file_get_contents(State::file('columns.json')), true);

        return array_key_exists($column, $tables[$table]);
    }

    protected function serializeDate(DateTimeInterface $date)
    {
        return match (State::switch('times')) {
            'unix' => $date->getTimestamp(),
            'sql' => $date->format('Y-m-d H:i:s'),
            'iso' => $date->format('Y-m-d\TH:i:s.u\Z'),
        };
    }
}
