namespace EdgeHost.Events;

/// <summary>One camera's zones and lines in the pixels of its present picture size.</summary>
internal sealed class CameraPlaces
{
    private readonly (string Name, PointList Points, List<string> Labels)[] _zones;
    private readonly (string Name, PointList Points, List<string> Labels)[] _lines;
    private (int Width, int Height) _size;

    /// <param name="options">Validated before.</param>
    public CameraPlaces(CameraEventsOptions options)
    {
        _zones = [.. options.Zones.Select(zone => (zone.Name, Parse(zone.Points), zone.Labels))];
        _lines = [.. options.Lines.Select(line => (line.Name, Parse(line.Points), line.Labels))];
        Fit(1, 1);
    }

    public Zone[] Zones { get; private set; } = [];

    public CrossingLine[] Lines { get; private set; } = [];

    /// <summary>Does nothing while the size stays. Old sides of lines and zones stay true, since the places move with the picture.</summary>
    /// <returns>True when the size is another one.</returns>
    public bool Fit(int width, int height)
    {
        if (_size == (width, height))
            return false;
        Resize(width, height);
        return true;
    }

    /// <summary>Apart from <see cref="Fit"/>, which runs for every frame: a method with closures allocates as soon as it is entered.</summary>
    private void Resize(int width, int height)
    {
        _size = (width, height);
        Zones = Array.ConvertAll(_zones, zone => new Zone(zone.Name, zone.Points.InSource(width, height)));
        Lines = Array.ConvertAll(_lines, line =>
        {
            var ends = line.Points.InSource(width, height);
            return new CrossingLine(line.Name, ends[0], ends[1]);
        });
    }

    /// <summary>Names of places that lie wholly beyond the right or lower edge: given in pixels of another picture size.</summary>
    public IEnumerable<string> OutOfSight() =>
        from place in _zones.Concat(_lines)
        let points = place.Points.InSource(_size.Width, _size.Height)
        where points.All(point => point.X > _size.Width) || points.All(point => point.Y > _size.Height)
        select place.Name;

    /// <summary>Bit i: zone i takes objects with this label.</summary>
    public ulong ZonesFor(string label) => Bits(_zones, label);

    public ulong LinesFor(string label) => Bits(_lines, label);

    private static ulong Bits((string Name, PointList Points, List<string> Labels)[] places, string label)
    {
        var bits = 0UL;
        for (var i = 0; i < places.Length; i++)
        {
            if (places[i].Labels.Count == 0 || places[i].Labels.Contains(label))
                bits |= 1UL << i;
        }
        return bits;
    }

    private static PointList Parse(string text) =>
        PointList.TryParse(text, out var problem) ?? throw new ArgumentException(problem, nameof(text));
}
