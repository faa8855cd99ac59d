namespace EdgeHost.Rewards.Pictures;

/// <summary>A picture that may leave.</summary>
/// <param name="Id">Of the answer it belongs to.</param>
/// <param name="Blurred">Places in it that were made unrecognisable.</param>
internal readonly record struct RedactedPicture(string Id, double TimeS, byte[] Jpeg, int Blurred);

/// <param name="Kept">Redacted, verified and given to the spool.</param>
/// <param name="Dropped">Anything failed, or something was found again.</param>
/// <param name="PassedOver">Another one was being made, or there were enough in this hour.</param>
internal readonly record struct PictureCounts(long Kept, long Dropped, long PassedOver);
