using Amazon.Runtime;

namespace Amazon.ECR;

/// <summary>How far a scan has come.</summary>
public class ScanStatus : ConstantClass
{
    public static readonly ScanStatus ACTIVE = new("ACTIVE");
    public static readonly ScanStatus COMPLETE = new("COMPLETE");
    public static readonly ScanStatus FAILED = new("FAILED");
    public static readonly ScanStatus FINDINGS_UNAVAILABLE = new("FINDINGS_UNAVAILABLE");
    public static readonly ScanStatus IN_PROGRESS = new("IN_PROGRESS");
    public static readonly ScanStatus LIMIT_EXCEEDED = new("LIMIT_EXCEEDED");
    public static readonly ScanStatus PENDING = new("PENDING");
    public static readonly ScanStatus SCAN_ELIGIBILITY_EXPIRED = new("SCAN_ELIGIBILITY_EXPIRED");
    public static readonly ScanStatus UNSUPPORTED_IMAGE = new("UNSUPPORTED_IMAGE");

    public ScanStatus(string value)
        : base(value) { }

    public static ScanStatus FindValue(string value) => FindValue<ScanStatus>(value);

    public static implicit operator ScanStatus(string value) => FindValue(value);
}
