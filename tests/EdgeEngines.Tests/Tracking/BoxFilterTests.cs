using CsCheck;
using EdgeEngines.Detecting;
using EdgeEngines.Tracking;
using Xunit;

namespace EdgeEngines.Tests.Tracking;

public sealed class BoxFilterTests
{
    private static readonly Gen<Box> s_box =
        Gen.Select(Gen.Float[0, 1900], Gen.Float[0, 1000], Gen.Float[8, 400], Gen.Float[8, 400], (x, y, w, h) => new Box(x, y, x + w, y + h));

    private static readonly Gen<(float Seconds, Box Box, bool Seen)[]> s_walk =
        Gen.Select(Gen.Float[0.005f, 0.4f], s_box, Gen.Bool).Array[1, 12];

    [Fact]
    public void PredictAndCorrect_AnyWalk_AgreesWithTheFullMatrixFilter() =>
        Gen.Select(s_box, s_walk).Sample((first, walk) =>
        {
            var filter = new BoxFilter(first);
            var matrices = new MatrixFilter(first);
            foreach (var (seconds, box, seen) in walk)
            {
                filter.Predict(seconds);
                matrices.Predict(seconds);
                if (seen)
                {
                    filter.Correct(box);
                    matrices.Correct(box);
                }
                Close(matrices.Box, filter.Box);
                Assert.Equal(matrices.State[4], filter.VelocityX, Math.Abs(matrices.State[4] * 2e-3) + 0.5);
                Assert.Equal(matrices.State[5], filter.VelocityY, Math.Abs(matrices.State[5] * 2e-3) + 0.5);
            }
        }, iter: 200, threads: 1);

    [Fact]
    public void Predict_ManySmallSteps_EqualOneLargeStep()
    {
        // Seen through the gain of the next correction, which depends on every variance.
        var before = new BoxFilter(new Box(100, 100, 160, 220));
        before.Predict(1 / 30f);
        before.Correct(new Box(106, 102, 166, 222));
        before.FreezeSize(); // noise grows with the size, so the size must stay for the two to be equal
        var (once, often) = (before, before);

        once.Predict(0.3f);
        for (var i = 0; i < 9; i++)
            often.Predict(0.3f / 9);

        Close(once.Box, often.Box);
        once.Correct(new Box(200, 150, 250, 260));
        often.Correct(new Box(200, 150, 250, 260));
        Close(once.Box, often.Box);
        Assert.Equal(once.VelocityX, often.VelocityX, 0.1f);
    }

    [Fact]
    public void Predict_ShrinkingBoxUnseen_NeverTurnsInsideOut()
    {
        var filter = new BoxFilter(new Box(0, 0, 100, 100));
        for (var i = 1; i < 5; i++)
        {
            filter.Predict(0.033f);
            filter.Correct(new Box(i * 10, i * 10, 100 - (i * 10), 100 - (i * 10)));
        }
        for (var i = 0; i < 100; i++)
            filter.Predict(0.1f);

        Assert.True(filter.Box.Width > 0 && filter.Box.Height > 0);
    }

    [Fact]
    public void Correct_SteadyMotion_FindsTheVelocity()
    {
        var filter = new BoxFilter(new Box(0, 0, 50, 100));
        for (var i = 1; i <= 60; i++)
        {
            filter.Predict(1 / 30f);
            filter.Correct(new Box(i * 4, i * 2, 50 + (i * 4), 100 + (i * 2)));
        }

        Assert.Equal(120, filter.VelocityX, 2f); // 4 px a frame at 30 frames/s
        Assert.Equal(60, filter.VelocityY, 2f);
    }

    private static void Close(Box expected, Box actual)
    {
        // The one under test works in single precision, and the made-up boxes jump by up to 2000 pixels a frame.
        var tolerance = 0.3 + (Math.Max(Math.Abs(expected.Right), Math.Abs(expected.Bottom)) * 1e-4);
        Assert.Equal(expected.Left, actual.Left, tolerance);
        Assert.Equal(expected.Top, actual.Top, tolerance);
        Assert.Equal(expected.Right, actual.Right, tolerance);
        Assert.Equal(expected.Bottom, actual.Bottom, tolerance);
    }

    /// <summary>The textbook filter: 8×8 matrices in double precision, process noise integrated numerically, 4×4 inverse by elimination.</summary>
    private sealed class MatrixFilter
    {
        private double[,] _covariance = new double[8, 8];

        public MatrixFilter(Box box)
        {
            Measure(box).CopyTo(State, 0);
            for (var i = 0; i < 4; i++)
            {
                _covariance[i, i] = Math.Pow(2.0 / 20 * Scale, 2);
                _covariance[i + 4, i + 4] = Math.Pow(10.0 / 160 * 30 * Scale, 2);
            }
        }

        public double[] State { get; private set; } = new double[8];

        private double Scale => Math.Sqrt(State[2] * State[3]);

        public Box Box => new(
            (float)(State[0] - (State[2] / 2)), (float)(State[1] - (State[3] / 2)),
            (float)(State[0] + (State[2] / 2)), (float)(State[1] + (State[3] / 2)));

        public void Predict(double seconds)
        {
            var perSecond = new double[8, 8];
            for (var i = 0; i < 4; i++)
            {
                perSecond[i, i] = Math.Pow(Scale / 20, 2) * 30;
                perSecond[i + 4, i + 4] = Math.Pow(Scale / 160 * 30, 2) * 30;
            }
            var motion = Motion(seconds);
            var noise = new double[8, 8];
            // Simpson's rule, which is exact here: the integrand is quadratic in time.
            foreach (var (at, weight) in new[] { (0.0, 1 / 6.0), (0.5, 4 / 6.0), (1.0, 1 / 6.0) })
            {
                var partial = Motion(seconds * at);
                noise = Sum(noise, Product(Product(partial, perSecond), Transpose(partial)), weight * seconds);
            }
            State = Apply(motion, State);
            State[2] = Math.Max(1, State[2]);
            State[3] = Math.Max(1, State[3]);
            _covariance = Sum(Product(Product(motion, _covariance), Transpose(motion)), noise, 1);
        }

        public void Correct(Box box)
        {
            var observe = new double[4, 8];
            var measurementNoise = new double[4, 4];
            for (var i = 0; i < 4; i++)
            {
                observe[i, i] = 1;
                measurementNoise[i, i] = Math.Pow(Scale / 20, 2);
            }
            var total = Sum(Product(Product(observe, _covariance), Transpose(observe)), measurementNoise, 1);
            var gain = Product(Product(_covariance, Transpose(observe)), Inverse(total));
            var measured = Measure(box);
            var surprise = new double[4];
            for (var i = 0; i < 4; i++)
                surprise[i] = measured[i] - State[i];
            var correction = Apply(gain, surprise);
            for (var i = 0; i < 8; i++)
                State[i] += correction[i];
            _covariance = Sum(_covariance, Product(Product(gain, observe), _covariance), -1);
        }

        private static double[] Measure(Box box) => [(box.Left + box.Right) / 2, (box.Top + box.Bottom) / 2, box.Width, box.Height];

        private static double[,] Motion(double seconds)
        {
            var motion = new double[8, 8];
            for (var i = 0; i < 8; i++)
                motion[i, i] = 1;
            for (var i = 0; i < 4; i++)
                motion[i, i + 4] = seconds;
            return motion;
        }

        private static double[,] Product(double[,] a, double[,] b)
        {
            var product = new double[a.GetLength(0), b.GetLength(1)];
            for (var i = 0; i < a.GetLength(0); i++)
            {
                for (var j = 0; j < b.GetLength(1); j++)
                {
                    for (var k = 0; k < a.GetLength(1); k++)
                        product[i, j] += a[i, k] * b[k, j];
                }
            }
            return product;
        }

        private static double[] Apply(double[,] matrix, double[] vector)
        {
            var result = new double[matrix.GetLength(0)];
            for (var i = 0; i < result.Length; i++)
            {
                for (var k = 0; k < vector.Length; k++)
                    result[i] += matrix[i, k] * vector[k];
            }
            return result;
        }

        private static double[,] Sum(double[,] a, double[,] b, double weight)
        {
            var sum = new double[a.GetLength(0), a.GetLength(1)];
            for (var i = 0; i < a.GetLength(0); i++)
            {
                for (var j = 0; j < a.GetLength(1); j++)
                    sum[i, j] = a[i, j] + (weight * b[i, j]);
            }
            return sum;
        }

        private static double[,] Transpose(double[,] a)
        {
            var transposed = new double[a.GetLength(1), a.GetLength(0)];
            for (var i = 0; i < a.GetLength(0); i++)
            {
                for (var j = 0; j < a.GetLength(1); j++)
                    transposed[j, i] = a[i, j];
            }
            return transposed;
        }

        private static double[,] Inverse(double[,] a)
        {
            var size = a.GetLength(0);
            var (left, right) = ((double[,])a.Clone(), new double[size, size]);
            for (var i = 0; i < size; i++)
                right[i, i] = 1;
            for (var pivot = 0; pivot < size; pivot++) // positive definite: no row exchange needed
            {
                var scale = left[pivot, pivot];
                for (var j = 0; j < size; j++)
                {
                    left[pivot, j] /= scale;
                    right[pivot, j] /= scale;
                }
                for (var i = 0; i < size; i++)
                {
                    var factor = left[i, pivot];
                    if (i == pivot || factor == 0)
                        continue;
                    for (var j = 0; j < size; j++)
                    {
                        left[i, j] -= factor * left[pivot, j];
                        right[i, j] -= factor * right[pivot, j];
                    }
                }
            }
            return right;
        }
    }
}
