namespace EdgeWorld.Planning.Seeds;

/// <summary>What else a tool might have been called.</summary>
internal static class ToolSynonyms
{
    public static string[] Of(string tool) => tool switch
    {
        "count" => ["how_many", "tally", "number_of", "total"],
        "exists" => ["any", "is_there", "present", "some"],
        "where" => ["that_are", "only", "select", "filter_by"],
        "nearest" => ["closest", "next_one", "front_one"],
        "farthest" => ["most_distant", "last_one", "remotest"],
        "largest" => ["biggest", "greatest"],
        "smallest" => ["tiniest", "least"],
        "leftmost" => ["first_from_left", "left_end"],
        "rightmost" => ["first_from_right", "right_end"],
        "left_of" => ["west_of", "on_the_left"],
        "right_of" => ["east_of", "on_the_right"],
        "behind" => ["past", "at_the_back_of"],
        "in_front_of" => ["before", "this_side_of"],
        "near" => ["around", "close_to", "beside"],
        "within" => ["closer_than", "in_range"],
        "distance" => ["metres_to", "how_far", "range_of"],
        "direction" => ["bearing", "clock_of", "heading_to"],
        "colour" => ["paint", "hue", "tint"],
        "state" => ["condition", "status"],
        "size" => ["bulk", "dimension"],
        "moving" => ["in_motion", "on_the_go"],
        "approaching" => ["coming", "closing_in"],
        "speed_of" => ["velocity", "how_fast", "pace"],
        "time_to_contact" => ["seconds_left", "impact_in"],
        "compare" => ["relate", "check", "holds"],
        "both" => ["and_", "all_true"],
        "either" => ["or_", "one_true"],
        "not_" => ["negate", "opposite"],
        "choose" => ["pick", "if_else"],
        "union" => ["join", "together", "merge"],
        "intersect" => ["common", "overlap_of"],
        "without" => ["minus", "except_for", "leave_out"],
        "describe" => ["tell", "summary", "words_for"],
        "match" => ["looks_like", "fits"],
        "read_text" => ["ocr", "letters_on"],
        "last_seen" => ["when_seen", "last_time"],
        "seen_between" => ["remembered", "history_of"],
        "count_crossings" => ["passed_line", "gate_count"],
        "happened" => ["event", "took_place"],
        _ => [],
    };
}
