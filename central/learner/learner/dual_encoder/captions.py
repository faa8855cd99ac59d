"""What is said of an object: the host's full caption (EdgeWorld/Captions), shorter and freer forms of it, and captions that are wrong."""

HELD_OUT = {
    ("purple", "car"), ("orange", "car"), ("yellow", "person"), ("green", "truck"), ("blue", "bus"), ("red", "door"), ("white", "bicycle"),
    ("red", "motorcycle"),
}
LIGHTS = {"day": "by day", "dusk": "at dusk", "night": "at night", "rain": "in the rain", "glare": "in glare"}
PLACES = {"road": ["on the road", "in the street"], "crossing": ["on the crossing", "near the crossing"], "pavement": ["on the pavement", "beside the road"],
          "indoors": ["indoors", "in a room"], "table": ["on a table"], "bench": ["on a bench"]}
THING = ["thing", "object"]  # a caption that does not say the kind: what makes a colour mean the same on a car and on a door
KINDS = {"person": ["person", "pedestrian", "someone"], "dog": ["dog"], "car": ["car", "automobile"], "truck": ["truck", "lorry"],
         "bicycle": ["bicycle", "bike"], "motorcycle": ["motorcycle", "motorbike"], "steps": ["steps", "stairs"], "bag": ["bag", "handbag"], "cup": ["cup", "mug"]}
EVERY_KIND = ("car", "truck", "bus", "motorcycle", "bicycle", "person", "dog", "traffic light", "stop sign", "cone", "door", "bench", "steps", "keys", "cup", "phone", "bag")
STATES = {"person": ["standing", "walking"], "traffic light": ["red", "amber", "green", "unseen"], "door": ["open", "closed"], "phone": ["on", "off"],
          "bicycle": ["parked", "ridden"], "motorcycle": ["parked", "ridden"]}
COLOURS = {"dog": ["brown", "black", "white", "grey"], "phone": ["black", "white"], "bench": ["brown", "green", "grey", "red"],
           "door": ["red", "blue", "green", "brown", "white", "grey", "black"]}
VEHICLE = ["white", "black", "grey", "red", "blue", "green", "yellow", "orange", "brown", "purple"]
COMPANIONS = ["cane", "pram", "dog"]
PARTS = ("kind", "colour", "state", "with", "place", "light")


def colours(kind):
    return COLOURS.get(kind, VEHICLE + (["pink"] if kind in (None, "person", "cup", "bag") else []))


def questions():
    """What the host asks of an object (EdgeWorld/Captions/Choices): kind, part and what it may be, held-out pairs left out."""
    asked = [(kind, "colour", colours(kind)) for kind in ("car", "truck", "bus", "motorcycle", "bicycle", "person", "cup", "bag", *COLOURS)]
    asked += [(kind, "state", [o for o in options if o != "unseen"]) for kind, options in STATES.items()]
    return [(kind, part, [o for o in options if not held_out({"kind": kind, "colour": o})]) for kind, part, options in asked]


def facts(thing, light):
    """What a still picture shows of a scene graph's object: one value or None for each of PARTS."""
    kind, attributes = thing["class"], thing["attributes"]
    state = attributes.get("state")
    if kind in ("bicycle", "motorcycle"):
        state = "parked" if state == "parked" else "ridden"
    elif kind not in STATES:
        state = None
    return {"kind": kind, "colour": attributes.get("colour"), "state": state, "with": attributes.get("with"), "place": attributes.get("place"), "light": light}


def held_out(said):
    return (said["colour"], said["kind"]) in HELD_OUT


def sentence(said, random=None):
    """Words for the given facts (missing ones unsaid): as the host words them, or freely where a random generator is given."""
    def pick(options):
        return options[0] if random is None else options[int(random.integers(len(options)))]

    kind = pick(THING if said["kind"] is None else KINDS.get(said["kind"], [said["kind"]]))
    colour, state = said.get("colour"), said.get("state")
    if said["kind"] == "person":
        phrase = kind + (f" in {colour}" if colour else "") + (f" {state}" if state else "")
    elif said["kind"] == "traffic light":
        phrase = "traffic light from behind" if state == "unseen" else f"{state} traffic light" if state else "traffic light"
    elif said["kind"] == "stop sign":
        phrase = "stop sign"
    else:
        words = [colour, kind]
        if state and said["kind"] == "phone":
            words.append(f"switched {state}")
        elif state and said["kind"] in ("bicycle", "motorcycle"):
            words.append("parked" if state == "parked" else "with a rider")
        elif state:
            words.insert(0, state)
        phrase = " ".join(w for w in words if w)
    article = "an " if phrase[0] in "aeiou" else "a "
    if said["kind"] == "steps" or phrase == "someone":
        article = article if random is None else ""
    if random is not None:
        article = pick([article, article, article, "", "the ", "photo of " + article])
    text = article + phrase
    if said.get("with"):
        text += f" with a {said['with']}"
    if said.get("place"):
        text += " " + pick(PLACES[said["place"]])
    if said.get("light"):
        text += " " + LIGHTS[said["light"]]
    return text


def shortened(said, random):
    """Some of the facts: all (often), kind with colour or state, a thing of a colour, or any subset that keeps the kind."""
    draw = random.random()
    if draw < 0.35:
        return dict(said)
    if draw > 0.9 and said["colour"]:
        return {**dict.fromkeys(PARTS), "colour": said["colour"]}
    if draw < 0.6:
        return {**dict.fromkeys(PARTS), "kind": said["kind"], "colour": said["colour"] if random.random() < 0.8 else None,
                "state": said["state"] if random.random() < 0.5 else None}
    return {p: v if p == "kind" or random.random() < 0.5 else None for p, v in said.items()}


def altered(said, random):
    """The same caption with one fact turned wrong: what an encoder that only knows the kind would mistake."""
    said = dict(said)
    choices = [p for p in ("colour", "state", "with", "place", "light") if said.get(p)] + (["kind"] if said["kind"] else [])
    part = choices[int(random.integers(len(choices)))]
    kind = said["kind"]
    options = {
        "colour": colours(kind), "state": STATES.get(kind, []), "with": COMPANIONS,
        "place": list(PLACES), "light": list(LIGHTS),
        "kind": ["car", "truck", "bus", "motorcycle", "bicycle", "dog", "door", "bench", "bag", "cup", "steps"],
    }[part]
    # Never a held-out pair: a caption that is always wrong would teach that there is no such thing.
    options = [o for o in options if o != said[part] and not held_out({**said, part: o})]
    if not options:
        return None
    said[part] = options[int(random.integers(len(options)))]
    if part == "kind":
        said["state"] = said["with"] = None
    return said


def matches(said, shown):
    """Whether a caption's facts hold for an object: what is left unsaid always does."""
    return all(said.get(p) is None or said[p] == shown[p] for p in PARTS)


def vocabulary():
    """WordPiece: specials, letters and digits (so that no word is unknown), then every word that a caption may hold."""
    words = set("a an the photo of in with on from behind switched".split())
    for group in (THING, *KINDS.values(), *PLACES.values(), LIGHTS.values(), VEHICLE, ["pink", "stop sign", "traffic light", "bus", "bench", "door", "keys", "phone", "cone",
                  "parked", "rider", "ridden"], COMPANIONS, STATES["person"], STATES["door"], ["red", "amber", "green", "on", "off"]):
        for phrase in group:
            words.update(phrase.split())
    letters = [chr(c) for c in range(ord("a"), ord("z") + 1)] + [chr(c) for c in range(ord("0"), ord("9") + 1)]
    pieces = letters + sorted(words - set(letters)) + ["##" + letter for letter in letters] + ["##s"]
    return ["[PAD]", "[UNK]", "[CLS]", "[SEP]"] + list(dict.fromkeys(pieces)) + list(".,?!-'")
