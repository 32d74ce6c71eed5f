using System.Security.Cryptography;

namespace Countersign.Storage.Azure.Keys;

/// <summary>Names that nobody else makes.</summary>
internal static class Token
{
    private const int Digits = 16;

    public static string New() => RandomNumberGenerator.GetHexString(Digits, lowercase: true);
}
