<?php

namespace App;

/** What the tests and the application tell each other, as files in one folder. */
final class State
{
    public static function folder(): string
    {
        return (string) getenv('PELCRO_STATE');
    }

    public static function file(string $name): string
    {
        return self::folder().'/'.$name;
    }

    /** The present position of a switch; the tests write the file. */
    public static function switch(string $name)
    {
        static $switches = null;
        $switches ??= json_decode(file_get_contents(self::file('switches.json')), true);

        return $switches[$name];
    }
}
