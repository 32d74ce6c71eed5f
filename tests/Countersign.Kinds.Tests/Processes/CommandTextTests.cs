using Countersign.Kinds.Processes;
using Xunit;

namespace Countersign.Kinds.Tests.Processes;

public sealed class CommandTextTests
{
    [Theory]
    [InlineData("make", "make")]
    [InlineData("a b", "'a b'")]
    [InlineData("", "''")]
    [InlineData("it's", "$'it\\u0027s'")]
    [InlineData("a\nb", "$'a\\u000ab'")]
    [InlineData("\u202e", "$'\\u202e'")]
    [InlineData("$(x)", "'$(x)'")]
    public void Word_IsWrittenSoThatAShellReadsItTheSame(string word, string text)
    {
        Assert.Equal(text, CommandText.Write([word]));
        Assert.Equal([word], CommandText.Read(text));
    }

    [Theory]
    [InlineData("'open")]
    [InlineData("a  b")]
    [InlineData("a'b'")]
    [InlineData("$'\\x'")]
    [InlineData("a;b")]
    [InlineData("")]
    public void Line_ThatItDidNotWrite_IsNotRead(string line) => Assert.Null(CommandText.Read(line));

    [Fact]
    public void Command_OfAnyCharacters_IsReadBack()
    {
        var random = new Random(7);
        for (var round = 0; round < 2_000; round++)
        {
            string[] words = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => string.Concat(Enumerable.Range(0, random.Next(0, 8)).Select(_ => Any(random))))];

            Assert.Equal(words, CommandText.Read(CommandText.Write(words)));
        }
    }

    private static char Any(Random random) => random.Next(3) == 0 ? (char)random.Next(1, 0x3000) : " '\\\"$a-\n"[random.Next(8)];
}
