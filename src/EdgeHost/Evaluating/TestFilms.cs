using System.Security.Cryptography;
using EdgeEngines.Frames;
using EdgeWorld;
using EdgeWorld.Exporting;
using EdgeWorld.Scenes;

namespace EdgeHost.Evaluating;

/// <summary>
/// The frozen test export, drawn in memory: the same films, frames and truth as <c>sim export --split test</c> with the same numbers
/// writes, without the loss of a JPEG.
/// </summary>
internal sealed class TestFilms
{
    private readonly IReadOnlyList<WorldOptions> _films;
    private readonly int _frames;
    private readonly int _every;

    public TestFilms(IReadOnlyList<WorldOptions> films, int frames, int every)
    {
        if (frames < 1)
            throw new WorldException($"frames {frames} is not valid: at least 1");
        if (every < 1)
            throw new WorldException($"every {every} is not valid: at least 1");
        (_films, _frames, _every) = (films, frames, every);
    }

    /// <summary>The first films of the test split.</summary>
    public static TestFilms Frozen(int films, int frames, int every = 1) => new(WorldSplit.Films(SplitPart.Test, films), frames, every);

    public int Films => _films.Count;

    public int Frames => _frames;

    public int Every => _every;

    public int Pictures => _films.Count * _frames;

    /// <summary>SHA-256 over the lines of scene graphs in the order of the films, as far as they were played.</summary>
    public string GraphsSha256 { get; private set; } = "";

    /// <summary>Plays every film once; the frame is taken back after each call.</summary>
    public void Play(Action<FilmFrame> look, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var pool = new FramePool(1);
        for (var film = 0; film < _films.Count; film++)
        {
            using var world = new StreetWorld(_films[film]);
            for (var i = 0; i < _frames; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Show(world, film, i, pool, hash, look);
                for (var step = 0; step < _every && i + 1 < _frames; step++)
                    world.Advance();
            }
        }
        GraphsSha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Show(StreetWorld world, int film, int index, FramePool pool, IncrementalHash hash, Action<FilmFrame> look)
    {
        var graph = world.Graph();
        hash.AppendData(SceneJson.Write(graph));
        hash.AppendData("\n"u8);
        var frame = pool.Rent(world.Format, CancellationToken.None);
        try
        {
            world.Paint(frame);
            look(new FilmFrame(film, index, frame, graph));
        }
        finally
        {
            frame.Release();
        }
    }
}

/// <param name="Film">Number of the film.</param>
/// <param name="Index">Number of the picture in it.</param>
/// <param name="Picture">Leased to the one who plays.</param>
internal readonly record struct FilmFrame(int Film, int Index, Frame Picture, SceneGraph Graph);
