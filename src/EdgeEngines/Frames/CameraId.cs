namespace EdgeEngines.Frames;

/// <summary>A camera's name: part of MQTT topics, so letters, digits, '-' and '_' only.</summary>
public readonly record struct CameraId(string Name)
{
    public override string ToString() => Name;
}
