using Countersign.Storage.Azure.Keys;
using Xunit;

namespace Countersign.Storage.Azure.Tests.Units;

public sealed class KeyTextTests
{
    [Theory]
    [InlineData("disk.inspect", "disk.inspect", "disk~002Einspect")]
    [InlineData("user:ann", "user~003Aann", "user~003Aann")]
    [InlineData("a/b\\c#d?", "a~002Fb~005Cc~0023d~003F", "a~002Fb~005Cc~0023d~003F")]
    [InlineData("~", "~007E", "~007E")]
    [InlineData("", "", "")]
    public void Encode_KeepsWhatKeysMayHold(string text, string key, string segment)
    {
        Assert.Equal(key, KeyText.Encode(text));
        Assert.Equal(segment, KeyText.EncodeSegment(text));
    }

    [Fact]
    public void Decode_GivesBackAnyText()
    {
        var random = new Random(1);
        for (var i = 0; i < 1000; i++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(40)).Select(_ => (char)random.Next(i % 2 == 0 ? 128 : char.MaxValue + 1))]);

            Assert.Equal(text, KeyText.Decode(KeyText.EncodeSegment(text)));
        }
    }

    [Fact]
    public void Encode_OfDifferentLongTexts_Differs()
    {
        var one = KeyText.Encode(new string('a', 500) + "1");
        var other = KeyText.Encode(new string('a', 500) + "2");

        Assert.NotEqual(one, other);
        Assert.InRange(one.Length, 100, 200);
    }
}
