namespace EdgeWorld.Planning.Filling;

/// <summary>What may stand in a slot for tools.</summary>
internal static class FittingTools
{
    public static ToolFill[] Relations { get; } =
    [
        new("left_of", ["to the left of", "left of", "on the left of"], ["の左に", "の左側に"]),
        new("right_of", ["to the right of", "right of", "on the right of"], ["の右に", "の右側に"]),
        new("behind", ["behind"], ["の後ろに", "の奥に"]),
        new("in_front_of", ["in front of", "before"], ["の前に", "の手前に"]),
        new("near", ["near", "close to", "next to"], ["の近くに", "のそばに"]),
        new("above", ["above", "higher up than"], ["の上に", "より上に"]),
        new("below", ["below", "lower down than"], ["の下に", "より下に"]),
        new("overlapping", ["overlapping", "overlapping with"], ["と重なって"]),
        new("inside", ["inside", "within the outline of"], ["の中に", "の内側に"]),
    ];

    public static ToolFill[] Superlatives { get; } =
    [
        new("nearest", ["nearest", "closest"], ["一番近い", "最も近い"], ["一番近い", "最も近い"]),
        new("farthest", ["farthest", "furthest", "most distant"], ["一番遠い", "最も遠い"], ["一番遠い", "最も遠い"]),
        new("leftmost", ["leftmost", "left-most"], ["一番左の", "左端の"], ["一番左", "左端"]),
        new("rightmost", ["rightmost", "right-most"], ["一番右の", "右端の"], ["一番右", "右端"]),
        new("largest", ["largest", "biggest"], ["一番大きい", "最も大きい"], ["一番大きい", "最も大きい"]),
        new("smallest", ["smallest", "littlest"], ["一番小さい", "最も小さい"], ["一番小さい", "最も小さい"]),
    ];

    public static ToolFill Colour { get; } = new("colour", ["colour", "color"], ["色"]);

    public static ToolFill State { get; } = new("state", ["state", "condition"], ["状態", "様子"]);

    public static ToolFill Size { get; } = new("size", ["size"], ["大きさ", "サイズ"]);

    public static TextFill[] Orders { get; } =
    [
        new("greater", ["more than", "over"], ["より多い"]), new("less", ["fewer than", "less than"], ["より少ない"]), new("at_least", ["at least", "no fewer than"], ["以上"]),
        new("at_most", ["at most", "no more than"], ["以下"]), new("equal", ["exactly", "precisely"], ["ちょうど"]),
    ];

    public static TextFill[] Lanes { get; } =
    [
        new("own", ["our lane", "my lane", "our own lane"], ["自車線", "自分の車線"]), new("left", ["the left lane", "the lane on the left"], ["左車線", "左の車線"]),
        new("right", ["the right lane", "the lane on the right"], ["右車線", "右の車線"]),
    ];

    public static TextFill[] Happenings { get; } =
    [
        new("collision", ["collision", "crash"], ["衝突", "衝突事故"]), new("near miss", ["near miss", "close call"], ["ニアミス", "ヒヤリハット"]),
    ];
}
