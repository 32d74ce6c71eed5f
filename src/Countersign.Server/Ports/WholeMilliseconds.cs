namespace Countersign.Server.Ports;

/// <summary>Times as definitions keep them: what is finer than a millisecond would differ between what was answered and what is read again.</summary>
internal static class WholeMilliseconds
{
    public static DateTimeOffset Of(DateTimeOffset at) => DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds());
}
