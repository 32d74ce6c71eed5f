using System.Text.RegularExpressions;

namespace Countersign.Kinds.CodeAnalysis.Neutral;

/// <summary>How the secrets of one issuer look.</summary>
/// <param name="Name">What it is, for messages.</param>
/// <param name="Marks">Texts of which each match has one, so that lines without them need no look.</param>
/// <param name="Regex">The secret itself is group 1, or the whole match.</param>
internal sealed record SecretPattern(string Name, string[] Marks, Regex Regex);
