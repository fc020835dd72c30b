"""Sentences of our own with names, numbers, times, dates, prices and addresses in words, and short commands.

Books have few of these. Names come from lists (a census, a gazetteer); everything else is drawn here.
"""

import random
from dataclasses import dataclass

from stt.number_words import cardinal, digits, ordinal, year

MONTHS = "January February March April May June July August September October November December".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
STREETS = "Street Avenue Road Lane Drive Court Boulevard Terrace Square Crescent Way Place".split()
TREES = "Oak Maple Cedar Elm Pine Birch Willow Chestnut Mill Church Station Park River Lake Hill King Queen".split()
UNITS = "metres kilometres miles feet inches kilograms pounds litres gallons degrees hours minutes seconds".split()
THINGS = "apples bottles chairs tickets books lamps boxes shirts pencils keys bags cups plates batteries".split()
NATO = (
    "Alpha Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliet Kilo Lima Mike November Oscar Papa Quebec Romeo "
    "Sierra Tango Uniform Victor Whiskey Yankee Zulu"
).split()
COMMANDS = {
    "Turn {}": "on|off|left|right|around|it up|it down|it off|the page|the lights on|the lights off|down the heating",
    "{}": "Stop|Go|Yes|No|Next|Back|Pause|Play|Help|Cancel|Undo|Redo|Repeat|Louder|Quieter|Continue|Save|Delete that|"
    "Thank you|Good morning|Good night|Never mind|Of course|Not now|Try again|Say that again|Wait a minute|Come here|"
    "Stand by|All right|No thanks|Excuse me|See you tomorrow|How are you?|What time is it?|Who is that?|Where am I?",
    "Open {}": "settings|the file|the door|a new tab|my calendar|the map|the camera|the window|messages|the folder",
    "Close {}": "the window|this tab|everything|the door|the file|the curtains|the app",
    "Go {}": "back|forward|home|to sleep|to the end|up|down|faster|on|to page {number}",
    "Scroll {}": "up|down|to the top|to the bottom",
    "Set {}": "an alarm|a timer|a timer for {number} minutes|the volume to {number}|a reminder",
    "Call {}": "{first}|{first} {last}|me back|the office|my mother|an ambulance",
    "Send {}": "it|a message|an email to {first}|the report|the file to {first}",
    "Play {}": "music|the next song|some jazz|it again|my playlist|the news",
    "Show {}": "me|the map|the weather|my photos|all files|the calendar",
    "Delete {}": "the last word|line {number}|this paragraph|everything|that",
    "New {}": "line|paragraph|document|message|folder",
    "Select {}": "all|the word|the next line|nothing|the last sentence",
}


@dataclass(frozen=True)
class Names:
    first: list[str]
    last: list[str]
    cities: list[str]


def sentences(names: Names, count: int, seed: int) -> list[str]:
    """`count` sentences of names and numbers, the same for a seed."""
    rng = random.Random(seed)
    return [_capital(rng.choice(KINDS)(rng, names)) for _ in range(count)]


def commands(names: Names, count: int, seed: int) -> list[str]:
    """`count` commands, mostly of one to four words, the same for a seed."""
    rng = random.Random(seed)
    made = []
    for _ in range(count):
        frame = rng.choice(list(COMMANDS))
        text = frame.replace("{}", rng.choice(COMMANDS[frame].split("|")))
        text = text.format(
            first=rng.choice(names.first), last=rng.choice(names.last), number=cardinal(rng.randint(1, 60))
        )
        made.append(text if text[-1] in "?" else f"{text}.")
    return made


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _person(rng: random.Random, names: Names) -> str:
    title = rng.choice(["", "", "", "", "Doctor ", "Miss ", "Professor ", "Captain "])
    return f"{title}{rng.choice(names.first)} {rng.choice(names.last)}"


def _clock(rng: random.Random) -> str:
    hour, minute = rng.randint(1, 12), rng.randrange(0, 60)
    half = rng.choice(["", "", " in the morning", " in the evening", " a.m.", " p.m."])
    following = cardinal(hour % 12 + 1)
    said = [
        f"{cardinal(hour)} o'clock",
        f"half past {cardinal(hour)}",
        f"a quarter past {cardinal(hour)}",
        f"a quarter to {following}",
        f"{rng.choice(['ten', 'twenty', 'five'])} to {following}",
        f"{cardinal(hour)} {'oh ' if 0 < minute < 10 else ''}{cardinal(minute) if minute else 'sharp'}",
    ]
    return rng.choice(said) + half


def _day(rng: random.Random) -> str:
    day, month = ordinal(rng.randint(1, 28)), rng.choice(MONTHS)
    written = rng.choice([f"the {day} of {month}", f"{month} {day}", f"{rng.choice(DAYS)}, {month} {day}"])
    return written + rng.choice(["", f", {year(rng.randint(1750, 2030))}"])


def _amount(rng: random.Random) -> int:
    return rng.randint(1, 10 ** rng.randint(1, 6))


def _price(rng: random.Random) -> str:
    whole, unit = _amount(rng), rng.choice(["dollar", "pound", "euro"])
    text = f"{cardinal(whole)} {unit}{'' if whole == 1 else 's'}"
    return text + rng.choice(["", f" and {cardinal(rng.randint(2, 99))} {'pence' if unit == 'pound' else 'cents'}"])


def _address(rng: random.Random, names: Names) -> str:
    street = f"{rng.choice([rng.choice(TREES), rng.choice(names.last)])} {rng.choice(STREETS)}"
    return f"{cardinal(rng.randint(1, 400))} {street}, {rng.choice(names.cities)}"


def _phone(rng: random.Random) -> str:
    return digits(f"{rng.randint(100, 999):03d} {rng.randint(0, 999):03d} {rng.randint(0, 9999):04d}")


def _spelt(rng: random.Random) -> str:
    return " ".join(rng.choice(NATO) for _ in range(rng.randint(2, 5)))


KINDS = (
    lambda rng, names: f"{_person(rng, names)} will arrive at {_clock(rng)}.".replace("..", "."),
    lambda rng, names: f"Please meet {_person(rng, names)} on {_day(rng)} at {_clock(rng)}.".replace("..", "."),
    lambda rng, names: f"{_person(rng, names)} was born on {_day(rng)} in {rng.choice(names.cities)}.",
    lambda rng, names: f"The bill came to {_price(rng)}.",
    lambda rng, names: f"{cardinal(rng.randint(2, 99))} {rng.choice(THINGS)} cost {_price(rng)}.",
    lambda rng, names: f"You can reach {rng.choice(names.first)} at {_phone(rng)}.",
    lambda rng, names: f"The number is {_phone(rng)}.",
    lambda rng, names: f"Our address is {_address(rng, names)}.",
    lambda rng, names: f"{_person(rng, names)} moved to {_address(rng, names)} in {year(rng.randint(1900, 2030))}.",
    lambda rng, names: f"It is {cardinal(_amount(rng))} {rng.choice(UNITS)} from {rng.choice(names.cities)}.",
    lambda rng, names: (
        f"About {cardinal(rng.randint(1, 99))} point {digits(str(rng.randint(1, 99)))} percent of "
        f"{rng.choice(names.cities)} voted for {rng.choice(names.last)}."
    ),
    lambda rng, names: (
        f"Flight {digits(str(rng.randint(100, 9999)))} to {rng.choice(names.cities)} leaves from gate "
        f"{cardinal(rng.randint(1, 80))}."
    ),
    lambda rng, names: f"The score was {cardinal(rng.randint(0, 120))} to {cardinal(rng.randint(0, 120))}.",
    lambda rng, names: f"Chapter {cardinal(rng.randint(1, 60))}, page {cardinal(rng.randint(1, 900))}.",
    lambda rng, names: f"He finished {ordinal(rng.randint(1, 120))} of {cardinal(_amount(rng))}.",
    lambda rng, names: (
        f"{rng.choice(names.first)}, {rng.choice(names.first)} and {_person(rng, names)} came from "
        f"{rng.choice(names.cities)} and {rng.choice(names.cities)}."
    ),
    lambda rng, names: f"The code is {_spelt(rng)}.",
    lambda rng, names: f"Is {_person(rng, names)} from {rng.choice(names.cities)}?",
)
