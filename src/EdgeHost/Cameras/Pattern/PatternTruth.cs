using EdgeEngines.Detecting;

namespace EdgeHost.Cameras.Pattern;

/// <summary>Where the rectangles of a pattern are, for any frame: a closed formula, not a simulation, so that tests can ask for
/// any moment. Each class moves in a lane of its own, so none ever hides another.</summary>
internal sealed class PatternTruth
{
    public const int MaxBoxes = 3;

    /// <summary>Each box comes and goes once in this time.</summary>
    private const double PeriodSeconds = 18;

    private readonly PatternOptions _options;
    private readonly Lane[] _lanes;

    /// <summary>Sides lie on multiples of this. Colour has half the resolution of brightness, in the picture and once more in the
    /// model's input, and the model sees 640 pixels halved: on these multiples nothing is half covered.</summary>
    /// <remarks>Less in lanes so low that the boxes would not fit.</remarks>
    private readonly int _grid;

    public PatternTruth(PatternOptions options)
    {
        _options = options;
        _lanes = new Lane[options.Boxes];
        var laneHeight = options.Height / Math.Max(1, options.Boxes);
        _grid = Math.Min(4 * Math.Max(1, (options.Width + 320) / 640), laneHeight / 5 & ~1);
        for (var i = 0; i < _lanes.Length; i++)
            _lanes[i] = MakeLane(i, laneHeight);
    }

    /// <summary>Writes the boxes of a frame, by class, and gives their number.</summary>
    public int Boxes(long sequence, Span<PatternBox> boxes)
    {
        var seconds = sequence / _options.FramesPerSecond;
        var count = 0;
        for (var i = 0; i < _lanes.Length; i++)
        {
            ref readonly var lane = ref _lanes[i];
            if ((seconds + (i * PeriodSeconds / MaxBoxes)) % PeriodSeconds >= PeriodSeconds - _options.AwaySeconds)
                continue;
            var left = Bounce(lane.StartX + (lane.SpeedX * seconds), lane.RoomX);
            var top = lane.Top + Bounce(lane.StartY + (lane.SpeedY * seconds), lane.RoomY);
            boxes[count++] = new PatternBox(i, new Box(left, top, left + lane.Width, top + lane.Height));
        }
        return count;
    }

    private Lane MakeLane(int index, int laneHeight)
    {
        var random = new SplitMix((ulong)_options.Seed * 31 + (ulong)index);
        var top = OnGrid((index * laneHeight) + _grid);
        var width = Math.Max(_grid, OnGrid(_options.Width * (0.10 + (0.12 * random.Next()))));
        var height = Math.Max(_grid, OnGrid(laneHeight * (0.4 + (0.3 * random.Next()))));
        var roomX = _options.Width - width;
        var roomY = Math.Max(0, laneHeight - (2 * _grid) - height); // a gap, so that boxes of two lanes do not touch
        return new Lane(
            top, width, height, roomX, roomY, random.Next() * roomX, random.Next() * roomY,
            _options.Width * (0.08 + (0.12 * random.Next())), laneHeight * (0.05 + (0.1 * random.Next())));
    }

    /// <summary>There and back between 0 and <paramref name="room"/>.</summary>
    private int Bounce(double distance, int room)
    {
        if (room < _grid)
            return 0;
        var phase = distance % (2.0 * room);
        return OnGrid(phase <= room ? phase : (2.0 * room) - phase);
    }

    private int OnGrid(double pixels) => (int)pixels / _grid * _grid;

    private readonly record struct Lane(
        int Top, int Width, int Height, int RoomX, int RoomY, double StartX, double StartY, double SpeedX, double SpeedY);

    /// <summary>Steele, Lea and Flood's SplitMix64: the same numbers on every runtime.</summary>
    internal struct SplitMix(ulong state)
    {
        private ulong _state = state;

        /// <summary>From 0 up to 1.</summary>
        public double Next()
        {
            var mixed = _state += 0x9E3779B97F4A7C15;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return ((mixed ^ (mixed >> 31)) >> 11) * (1.0 / (1ul << 53));
        }
    }
}
