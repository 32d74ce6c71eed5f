using System.Text.Json;
using Countersign.Kinds.HttpPipeline;
using Xunit;

namespace Countersign.Kinds.Tests.HttpPipeline;

/// <summary>The examples of RFC 6901, section 5, and what is no place.</summary>
public sealed class JsonPointerTests
{
    private static readonly JsonElement Document = JsonElement.Parse(
        """{"foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4, "i\\j": 5, "k\"l": 6, " ": 7, "m~n": 8}""");

    [Theory]
    [InlineData("/foo/0", "\"bar\"")]
    [InlineData("/", "0")]
    [InlineData("/a~1b", "1")]
    [InlineData("/c%d", "2")]
    [InlineData("/e^f", "3")]
    [InlineData("/g|h", "4")]
    [InlineData("/i\\j", "5")]
    [InlineData("/k\"l", "6")]
    [InlineData("/ ", "7")]
    [InlineData("/m~0n", "8")]
    public void Find_ReadsTheExamples(string place, string value)
    {
        Assert.True(JsonPointer.IsPointer(place));
        Assert.Equal(value, JsonPointer.Find(Document, place)?.GetRawText());
    }

    [Fact]
    public void Find_OfNothing_IsTheWholeDocument() => Assert.Equal(Document.GetRawText(), JsonPointer.Find(Document, "")?.GetRawText());

    [Theory]
    [InlineData("/foo/2")]
    [InlineData("/foo/00")]
    [InlineData("/foo/-1")]
    [InlineData("/foo/-")]
    [InlineData("/foo/0/x")]
    [InlineData("/nope")]
    public void Find_OfNoPlace_IsNull(string place) => Assert.Null(JsonPointer.Find(Document, place));

    [Theory]
    [InlineData("foo")]
    [InlineData("/~")]
    [InlineData("/~2")]
    public void IsPointer_RefusesOtherTexts(string text) => Assert.False(JsonPointer.IsPointer(text));
}
