using Xunit;

namespace GitSwarm.Tests.Binary;

/// <summary>A test that must be root, to mount file systems, enter namespaces or become somebody else.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute()
    {
        if (Environment.UserName != "root" || !OperatingSystem.IsLinux())
        {
            Skip = "only root can set this up; .ci/run does";
        }
    }
}
