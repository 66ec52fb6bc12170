using Xunit;

namespace Stevedore.Tests.Errors;

public sealed class SayingWhyAFileFails
{
    public static TheoryData<Exception, string> Causes =>
        new()
        {
            { new UnauthorizedAccessException("Access to the path '/x' is denied."), "this user may not" },
            { new DirectoryNotFoundException("Could not find a part of the path '/x/y'."), "a folder of its path is not there" },
            { new IOException("No space left on device : '/tmp/.a.new'", 28), "the disk is full" },
            { new IOException("Read-only file system : '/tmp/a'", 30), "the file system is read-only" },
            { new IOException("Disk quota exceeded : '/tmp/a'", 122), "this user's share of the disk is used up" },
            { new IOException("Not a directory : '/a/b'", 20), "a part of its path is a file and no folder" },
            { new IOException("Something else : '/tmp/.a.new'", 99), "the system says 'Something else'" },
        };

    [Theory]
    [MemberData(nameof(Causes))]
    public void IsInWords(Exception cause, string why) => Assert.Equal(why, FileFaults.Why(cause));
}
