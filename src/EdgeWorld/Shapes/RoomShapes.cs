using EdgeWorld.Actors;

namespace EdgeWorld.Shapes;

/// <summary>Furniture: what stands about in rooms and is not named in the truth.</summary>
internal static class RoomShapes
{
    public static void Table(ShapeBuilder b, Actor table)
    {
        double w = table.Width / 2, l = table.Length / 2, h = table.Height;
        var wood = table.Colour.Rgb;
        for (var side = -1; side <= 1; side += 2)
        {
            for (var end = -1; end <= 1; end += 2)
            {
                double x = side * (w - 0.06), y = end * (l - 0.06);
                b.Box(x - 0.03, x + 0.03, y - 0.03, y + 0.03, 0, h - 0.04, wood.Scaled(0.7));
            }
        }
        b.Box(-w, w, -l, l, h - 0.04, h, wood);
    }

    public static void Chair(ShapeBuilder b, Actor chair)
    {
        double w = chair.Width / 2, l = chair.Length / 2;
        var wood = chair.Colour.Rgb.Scaled(0.9);
        var backFirst = b.Eye.Y > -l;
        if (backFirst)
            b.Box(-w, w, -l, -l + 0.05, 0.45, chair.Height, wood);
        for (var side = -1; side <= 1; side += 2)
        {
            b.Box((side * (w - 0.03)) - 0.02, (side * (w - 0.03)) + 0.02, -l, -l + 0.04, 0, 0.42, wood.Scaled(0.7));
            b.Box((side * (w - 0.03)) - 0.02, (side * (w - 0.03)) + 0.02, l - 0.04, l, 0, 0.42, wood.Scaled(0.7));
        }
        b.Box(-w, w, -l, l, 0.42, 0.47, wood);
        if (!backFirst)
            b.Box(-w, w, -l, -l + 0.05, 0.45, chair.Height, wood);
    }

    public static void Sofa(ShapeBuilder b, Actor sofa)
    {
        double w = sofa.Width / 2, l = sofa.Length / 2;
        var cloth = sofa.Colour.Rgb;
        b.Box(-w, w, -l, -l + 0.22, 0.08, sofa.Height, cloth.Scaled(0.9));
        b.Box(-w, w, -l + 0.2, l, 0.08, 0.42, cloth);
        b.Box(-w, -w + 0.16, -l + 0.2, l, 0.4, 0.6, cloth.Scaled(0.85));
        b.Box(w - 0.16, w, -l + 0.2, l, 0.4, 0.6, cloth.Scaled(0.85));
        b.Patch(ShapeBuilder.TopOf(-w + 0.16, w - 0.16, -l + 0.22, l, 0.425), 0.49, 0.51, 0, 1, cloth.Scaled(0.6));
    }

    public static void Shelf(ShapeBuilder b, Actor shelf)
    {
        double w = shelf.Width / 2, l = shelf.Length / 2, h = shelf.Height;
        b.Box(-w, w, -l, l, 0, h, shelf.Colour.Rgb);
        var front = ShapeBuilder.FrontOf(-w, w, l + 0.005, 0, h);
        ReadOnlySpan<Rgb> books = [new(150, 50, 46), new(52, 84, 132), new(70, 112, 74), new(206, 176, 96), new(90, 74, 110)];
        for (var row = 0; row < 4; row++)
        {
            double v0 = 0.05 + (row * 0.235), v1 = v0 + 0.2;
            b.Patch(front, 0.05, 0.95, v0, v1, shelf.Colour.Rgb.Scaled(0.45));
            for (var i = 0; i < 8; i++)
            {
                var pick = (shelf.Variant + (row * 5) + (i * 3)) % 7;
                if (pick < 5)
                    b.Patch(front, 0.07 + (i * 0.105), 0.155 + (i * 0.105), v0, v0 + 0.13 + (pick * 0.012), books[pick]);
            }
        }
    }

    public static void Picture(ShapeBuilder b, Actor picture)
    {
        var face = ShapeBuilder.FrontOf(-picture.Width / 2, picture.Width / 2, 0, 0, picture.Height);
        b.Quad(face, new Rgb(60, 48, 38));
        b.Patch(face, 0.06, 0.94, 0.08, 0.92, new Rgb(226, 222, 208));
        b.Patch(face, 0.14, 0.86, 0.16, 0.5, picture.Colour.Rgb);
        b.Patch(face, 0.14, 0.86, 0.5, 0.84, new Rgb(150, 180, 200));
    }

    public static void Window(ShapeBuilder b, Actor window, Rgb sky)
    {
        var face = ShapeBuilder.FrontOf(-window.Width / 2, window.Width / 2, 0, 0, window.Height);
        b.Quad(face, new Rgb(240, 240, 238));
        b.Patch(face, 0.05, 0.48, 0.05, 0.95, sky, PartMarks.Shines);
        b.Patch(face, 0.52, 0.95, 0.05, 0.95, sky, PartMarks.Shines);
        b.Patch(face, 0.05, 0.48, 0.05, 0.3, new Rgb(96, 128, 84));
        b.Patch(face, 0.52, 0.95, 0.05, 0.24, new Rgb(96, 128, 84));
    }
}
