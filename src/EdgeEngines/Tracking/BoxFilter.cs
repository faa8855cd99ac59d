using System.Runtime.Intrinsics;
using EdgeEngines.Detecting;

namespace EdgeEngines.Tracking;

/// <summary>
/// Kalman filter of a box that moves at constant velocity. State: centre x, centre y, width, height and their rates. All noises
/// are diagonal and a measurement gives the four positions, so the 8×8 filter falls apart into four of 2×2, one per lane here.
/// Noise grows with the box, weighted as in SORT, DeepSORT and ByteTrack (1/20 for positions, 1/160 for rates per frame of
/// 1/30 s), but per second: process noise is integrated over the step, so that one step of 100 ms equals three of 33 ms.
/// A mutable struct of five vectors: keep it in an array and work on it in place.
/// </summary>
internal struct BoxFilter
{
    public const float PositionWeight = 1f / 20;
    public const float VelocityWeight = 1f / 160;

    /// <summary>Frames a second of the videos that the weights were tuned on (MOT17).</summary>
    public const float TunedFrameRate = 30;

    // Lanes: centre x, centre y, width, height.
    private Vector128<float> _position;
    private Vector128<float> _velocity; // pixels a second
    private Vector128<float> _variance; // of the position
    private Vector128<float> _covariance; // of position and velocity
    private Vector128<float> _velocityVariance;

    public BoxFilter(in Box box)
    {
        _position = Measure(box);
        var scale = Scale;
        // Twice and ten times the usual deviations: one detection says little about motion.
        _variance = Vector128.Create(Square(2 * PositionWeight * scale));
        _velocityVariance = Vector128.Create(Square(10 * VelocityWeight * TunedFrameRate * scale));
    }

    public readonly Box Box
    {
        get
        {
            var (x, y, width, height) = (_position[0], _position[1], _position[2], _position[3]);
            return new(x - (width / 2), y - (height / 2), x + (width / 2), y + (height / 2));
        }
    }

    public readonly float VelocityX => _velocity[0];

    public readonly float VelocityY => _velocity[1];

    /// <summary>Of the lower edge: half of what the height grows comes on top of the centre's motion.</summary>
    public readonly float FootVelocityY => _velocity[1] + (_velocity[3] / 2);

    /// <summary>One length for the size of the box: the side of the square of its area.</summary>
    private readonly float Scale => MathF.Sqrt(_position[2] * _position[3]);

    /// <summary>Moves the state on. With x' = x + v·dt, the variance of white noise q on x and r on v, integrated over the step,
    /// is [q·dt + r·dt³/3, r·dt²/2; r·dt²/2, r·dt] (Bar-Shalom et al. 2001, 6.2.2).</summary>
    public void Predict(float seconds)
    {
        var scale = Scale;
        var positionNoise = Square(PositionWeight * scale) * TunedFrameRate;
        var velocityNoise = Square(VelocityWeight * TunedFrameRate * scale) * TunedFrameRate;

        _position += _velocity * seconds;
        // A shrinking box must not turn inside out while nothing corrects it.
        _position = Vector128.Max(_position, Vector128.Create(float.MinValue, float.MinValue, 1, 1));
        _variance += (((_covariance * 2) + (_velocityVariance * seconds)) * seconds)
            + Vector128.Create((positionNoise * seconds) + (velocityNoise * seconds * seconds * seconds / 3));
        _covariance += (_velocityVariance * seconds) + Vector128.Create(velocityNoise * seconds * seconds / 2);
        _velocityVariance += Vector128.Create(velocityNoise * seconds);
    }

    public void Shift(float x, float y) => _position += Vector128.Create(x, y, 0, 0);

    public void Correct(in Box box)
    {
        var noise = Vector128.Create(Square(PositionWeight * Scale));
        var total = _variance + noise;
        var gain = _variance / total;
        var velocityGain = _covariance / total;
        var surprise = Measure(box) - _position;

        _position += gain * surprise;
        _velocity += velocityGain * surprise;
        _velocityVariance -= velocityGain * _covariance;
        _covariance -= gain * _covariance;
        _variance -= gain * _variance;
    }

    /// <summary>An object out of sight keeps moving but no longer grows or shrinks.</summary>
    public void FreezeSize() => _velocity = _velocity.WithElement(2, 0).WithElement(3, 0);

    private static Vector128<float> Measure(in Box box)
    {
        var (x, y) = box.Centre;
        return Vector128.Create(x, y, Math.Max(1, box.Width), Math.Max(1, box.Height));
    }

    private static float Square(float value) => value * value;
}
